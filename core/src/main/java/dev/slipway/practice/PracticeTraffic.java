package dev.slipway.practice;

import dev.slipway.control.port.Targets.Versions;
import dev.slipway.control.port.Traffic;
import dev.slipway.plan.BaselineGroup;
import dev.slipway.release.Weight;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The share of the new version at the practice fleet's router. */
record PracticeTraffic(FleetLink link, Versions versions) implements Traffic {
  @Override
  public Reading read() {
    ObjectNode traffic = link.get("read the traffic", "/traffic");
    int share = traffic.path("shares").path(versions.fresh().label()).asInt(0);
    String mark = traffic.path("mark").asString("");
    return new Reading(
        new Weight(Math.clamp(share, 0, 100)),
        traffic.path("incarnation").asString(""),
        mark.isEmpty() ? Optional.empty() : Optional.of(mark));
  }

  @Override
  public void write(Weight share) {
    ObjectNode body = FleetLink.object();
    shares(body, versions, share);
    var unused = link.call("set the traffic", "PUT", "/traffic", body.toString(), FleetLink.SHORT);
  }

  @Override
  public void clearMark() {
    var unused = link.call("remove the break-glass mark", "DELETE", "/mark", "", FleetLink.SHORT);
  }

  /**
   * Without an old version the rest of the traffic goes nowhere: the way back of a first release is
   * "out of service".
   */
  static void shares(ObjectNode body, Versions versions, Weight share) {
    ObjectNode shares = body.putObject("shares");
    Weight group = versions.group() ? BaselineGroup.share(share) : Weight.NONE;
    int rest = 100 - share.percent() - group.percent();
    versions.old().ifPresent(old -> shares.put(old.label(), rest));
    if (group.isAbove(Weight.NONE)) {
      versions.old().ifPresent(old -> shares.put(Pools.group(old), group.percent()));
    }
    if (share.isAbove(Weight.NONE)) {
      shares.put(versions.fresh().label(), share.percent());
    }
  }
}
