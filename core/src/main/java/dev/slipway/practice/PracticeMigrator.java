package dev.slipway.practice;

import dev.slipway.control.port.Migrator;
import dev.slipway.control.port.Outcome;
import dev.slipway.migration.Migration;
import dev.slipway.rollout.Happening.Changed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Migrations of the practice shop's database, each applied in one transaction and once by id. */
record PracticeMigrator(FleetLink link) implements Migrator {
  private static final Duration MIGRATION = Duration.ofSeconds(60);

  @Override
  public List<Applied> applied() {
    List<Applied> applied = new ArrayList<>();
    link.get("read the schema's history", "/migrations")
        .path("applied")
        .forEach(one ->
            applied.add(
                new Applied(one.path("id").asString(""), one.path("checksum").asString(""))));
    return List.copyOf(applied);
  }

  @Override
  public Outcome apply(Migration migration) {
    ObjectNode body = FleetLink.object();
    body.put("id", migration.id())
        .put("checksum", migration.checksum())
        .put("sql", migration.sql());
    try {
      FleetLink.Reply reply = link.exchange("POST", "/migrations", body.toString(), MIGRATION);
      if (!reply.isAgreed()) {
        return new Outcome.Failed(
            reply.refusal(), reply.status() < 500 ? Changed.NO : Changed.UNKNOWN);
      }
      boolean now = reply.body().path("applied").asBoolean(false);
      return new Outcome.Done(
          migration.id() + (now ? " applied" : " was applied before, nothing to do"));
    } catch (FleetLink.NotReached notRunning) {
      // Unlike instances, a migration outlives the fleet: an earlier attempt may have reached the
      // file.
      return new Outcome.Failed(FleetLink.reason(notRunning), Changed.UNKNOWN);
    } catch (IOException noAnswer) {
      return new Outcome.Failed(
          "the practice fleet did not answer: " + FleetLink.reason(noAnswer), Changed.UNKNOWN);
    }
  }
}
