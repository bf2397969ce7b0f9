package dev.slipway.practice.fleet;

import dev.slipway.practice.FaultShape;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the control API tells, as JSON. */
final class FleetReport {
  private static final long LOAD_WINDOW_MILLIS = 5_000;

  private final Fleet fleet;

  FleetReport(Fleet fleet) {
    this.fleet = fleet;
  }

  ObjectNode state() {
    ObjectNode state = Json.object();
    state.put("incarnation", fleet.router().incarnation());
    state.put("started", fleet.started().toString());
    state.put("pid", ProcessHandle.current().pid());
    state.put("stay", fleet.stays());
    state.put("rate", fleet.load().rate());
    state.put("load", measuredLoad());
    state.put("orders", fleet.database().orders());
    state.put("user-failures", fleet.load().disappointed());
    state.put("unanswered", fleet.load().unanswered());
    state.put("unsent", fleet.load().unsent());
    fleet.mark().read().ifPresent(text -> state.put("mark", text));
    ObjectNode flags = state.putObject("flags");
    fleet.flags().all().forEach(flags::put);
    ObjectNode versions = state.putObject("versions");
    Map<String, Integer> shares = fleet.router().shares();
    fleet
        .artifacts()
        .all()
        .forEach((version, digest) -> {
          ObjectNode one = versions.putObject(version);
          one.put("digest", digest);
          List<Instance> running = fleet.instances().running(version);
          one.put("share", share(shares, version));
          one.put("instances", running.size());
          one.put("ready", running.stream().filter(Instance::isReady).count());
          FaultShape.write(fleet.faults().of(version), one.putObject("faults"));
        });
    return state;
  }

  /** Of all its instances, also of those that are told apart for comparison. */
  static int share(Map<String, Integer> shares, String version) {
    return shares.entrySet().stream()
        .filter(share -> Artifacts.version(share.getKey()).equals(version))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  ObjectNode traffic() {
    ObjectNode traffic = Json.object();
    traffic.put("incarnation", fleet.router().incarnation());
    ObjectNode shares = traffic.putObject("shares");
    fleet.router().shares().forEach(shares::put);
    fleet.mark().read().ifPresent(text -> traffic.put("mark", text));
    return traffic;
  }

  ObjectNode instances() {
    ObjectNode answer = Json.object();
    answer.put("per-instance", fleet.settings().perInstance());
    answer.put("room", fleet.settings().room());
    answer.put("load", measuredLoad());
    ArrayNode list = answer.putArray("instances");
    for (Instance instance : fleet.instances().all()) {
      ObjectNode one = list.addObject();
      one.put("name", instance.name());
      one.put("address", instance.address());
      one.put("version", instance.version());
      one.put("digest", instance.digest());
      one.put("state", instance.state().name().toLowerCase(java.util.Locale.ROOT));
      one.put("ready", instance.isReady());
    }
    return answer;
  }

  ObjectNode metrics(long from, long to) {
    if (to <= from) {
      throw new Refusal(400, "\"to\" is after \"from\"");
    }
    double seconds = (to - from) / 1000.0;
    ObjectNode answer = Json.object();
    answer.put("from", from).put("to", to).put("incarnation", fleet.router().incarnation());
    ObjectNode versions = answer.putObject("versions");
    fleet
        .measurements()
        .between(from, to)
        .forEach((version, window) -> {
          if (version.equals(Deck.NOBODY)) {
            answer.put("nobody", window.requests());
            return;
          }
          double capacity =
              fleet.instances().ready(version) * (double) fleet.settings().perInstance();
          double perSecond = window.requests() / seconds;
          ObjectNode one = versions.putObject(version);
          one.put("requests", window.requests());
          one.put("failures", window.failures());
          one.put("orders", window.orders());
          one.put("p50", window.p50()).put("p95", window.p95()).put("p99", window.p99());
          one.put("per-second", perSecond);
          one.put("capacity", capacity);
          if (capacity > 0) {
            one.put("saturation", perSecond / capacity);
          }
        });
    return answer;
  }

  ObjectNode artifacts() {
    ObjectNode artifacts = Json.object();
    fleet.artifacts().all().forEach(artifacts::put);
    return artifacts;
  }

  ObjectNode migrations() throws InterruptedException {
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("applied");
    for (ShopDatabase.Applied applied : fleet.database().applied()) {
      list.addObject()
          .put("id", applied.id())
          .put("checksum", applied.checksum())
          .put("applied-at", applied.appliedAt());
    }
    return answer;
  }

  ObjectNode order(long id) throws InterruptedException {
    ShopDatabase.Order order =
        fleet
            .database()
            .order(id)
            .orElseThrow(() -> new Refusal(404, "the database has no order " + id));
    ObjectNode answer = Json.object();
    answer.put("id", order.id()).put("version", order.version());
    order.coupon().ifPresent(coupon -> answer.put("coupon", coupon));
    return answer;
  }

  /**
   * Requests per second of the last seconds; right from the first one, so that capacity is not
   * planned from a half-empty window.
   */
  private double measuredLoad() {
    long now = System.currentTimeMillis();
    long since =
        Math.max(
            now - LOAD_WINDOW_MILLIS, Math.min(now - 1_000, fleet.measurements().oldestMillis()));
    return fleet.measurements().requestsBetween(since, now) * 1000.0 / (now - since);
  }
}
