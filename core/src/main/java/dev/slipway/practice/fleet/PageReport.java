package dev.slipway.practice.fleet;

import dev.slipway.practice.Fault;
import dev.slipway.practice.Moment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the page is told, as server-sent events whose data is JSON. Times are epoch milliseconds.
 * Used by one thread at a time.
 *
 * <pre>
 * begin     {"now","started","seconds":[second,…],"moments":[moment,…],"state":{…}}: all there is
 * requests  {"now","names":["v1","v2"],"list":[version,age,latency,failed, …]}: four numbers each,
 *           milliseconds, the version as a place in names, "" for requests that no version got
 * second    {"now","second":{"at","versions":{"v1":[requests,failures]}},"state":{…}}
 * moment    {"number","at","words","tone","headline"}
 * ended     {}: this fleet will not come back by itself
 *
 * state     {"load","versions":[{"name","share","instances","ready","requests","per-second","failures","p95","faults"}],
 *            "headline"?:moment,"error-limit"?}; requests to p95 are of the last ten seconds
 * </pre>
 */
final class PageReport {
  private static final int HISTORY_SECONDS = 120;
  private static final long RECENT_MILLIS = 10_000;

  /** What is drawn of one frame; at more, the counts stay exact. */
  private static final int MOST_DRAWN = 400;

  private final Fleet fleet;
  private long known;
  private long knownMoment;
  private long nextSecond;

  PageReport(Fleet fleet) {
    this.fleet = fleet;
  }

  /** Nobody looked for a while: what was meanwhile comes with the beginning. */
  void skip() {
    long now = System.currentTimeMillis();
    known = fleet.measurements().count();
    nextSecond = now / 1000 + 1;
    knownMoment = newestMoment();
  }

  String beginning() {
    long now = System.currentTimeMillis();
    ObjectNode begin = Json.object().put("now", now);
    begin.put("started", fleet.started().toEpochMilli());
    ArrayNode seconds = begin.putArray("seconds");
    long oldest = fleet.measurements().oldestMillis();
    for (long second = nextSecond - HISTORY_SECONDS; second < nextSecond; second++) {
      // The second that is not over yet comes by itself.
      if (second >= oldest / 1000 && second < nextSecond - 1) {
        seconds.add(second(second));
      }
    }
    ArrayNode moments = begin.putArray("moments");
    fleet.moments().after(0).stream()
        .filter(noted -> noted.number() <= knownMoment)
        .map(PageReport::moment)
        .forEach(moments::add);
    begin.set("state", state(now));
    return event("begin", begin);
  }

  /** What is new since the frame before; empty when nothing is. */
  String frame() {
    long now = System.currentTimeMillis();
    StringBuilder frame = new StringBuilder();
    Measurements.Ended ended = fleet.measurements().after(known, MOST_DRAWN);
    known = ended.count();
    if (!ended.requests().isEmpty()) {
      frame.append(event("requests", requests(now, ended)));
    }
    for (Moments.Noted noted : fleet.moments().after(knownMoment)) {
      knownMoment = noted.number();
      frame.append(event("moment", moment(noted)));
    }
    if (now / 1000 >= nextSecond) {
      ObjectNode tick = Json.object().put("now", now);
      tick.set("second", second(now / 1000 - 1));
      tick.set("state", state(now));
      nextSecond = now / 1000 + 1;
      frame.append(event("second", tick));
    }
    return frame.toString();
  }

  private long newestMoment() {
    List<Moments.Noted> all = fleet.moments().after(0);
    return all.isEmpty() ? 0 : all.getLast().number();
  }

  private static ObjectNode requests(long now, Measurements.Ended ended) {
    ObjectNode requests = Json.object().put("now", now);
    ArrayNode names = requests.putArray("names");
    ended.names().stream().map(Artifacts::version).forEach(names::add);
    ArrayNode list = requests.putArray("list");
    for (Measurements.Request one : ended.requests()) {
      list.add(one.version())
          .add(Math.max(0, now - one.endedMillis()))
          .add(one.latencyMicros() / 1000)
          .add(one.failed() ? 1 : 0);
    }
    return requests;
  }

  private ObjectNode second(long second) {
    ObjectNode answer = Json.object().put("at", second * 1000);
    ObjectNode versions = answer.putObject("versions");
    Map<String, Measurements.Window> windows =
        fleet.measurements().between(second * 1000, second * 1000 + 1000);
    for (String version : fleet.artifacts().versions()) {
      List<Measurements.Window> own = of(windows, version);
      if (!own.isEmpty()) {
        versions
            .putArray(version)
            .add(own.stream().mapToLong(Measurements.Window::requests).sum())
            .add(own.stream().mapToLong(Measurements.Window::failures).sum());
      }
    }
    return answer;
  }

  private ObjectNode state(long now) {
    ObjectNode state = Json.object();
    Map<String, Measurements.Window> recent =
        fleet.measurements().between(now - RECENT_MILLIS, now);
    long span = Math.max(1_000, Math.min(RECENT_MILLIS, now - fleet.measurements().oldestMillis()));
    state.put(
        "load",
        recent.values().stream().mapToLong(Measurements.Window::requests).sum() * 1000.0 / span);
    ArrayNode versions = state.putArray("versions");
    Map<String, Integer> shares = new LinkedHashMap<>(fleet.router().shares());
    for (String version : fleet.artifacts().versions()) {
      ObjectNode one = versions.addObject().put("name", version);
      List<Instance> running = fleet.instances().running(version);
      one.put("share", FleetReport.share(shares, version));
      one.put("instances", running.size());
      one.put("ready", running.stream().filter(Instance::isReady).count());
      List<Measurements.Window> own = of(recent, version);
      if (!own.isEmpty()) {
        long requests = own.stream().mapToLong(Measurements.Window::requests).sum();
        one.put("requests", requests);
        one.put("per-second", requests * 1000.0 / span);
        one.put("failures", own.stream().mapToLong(Measurements.Window::failures).sum());
        one.put("p95", own.getFirst().p95());
      }
      ArrayNode faults = one.putArray("faults");
      fleet.faults().of(version).stream().map(Fault::words).forEach(faults::add);
    }
    fleet.moments().headline().ifPresent(noted -> state.set("headline", moment(noted)));
    fleet.moments().errorLimit().ifPresent(limit -> state.put("error-limit", limit));
    return state;
  }

  /** Of all its instances; first of those that are not told apart for comparison. */
  private static List<Measurements.Window> of(
      Map<String, Measurements.Window> windows, String version) {
    return windows.entrySet().stream()
        .filter(window -> Artifacts.version(window.getKey()).equals(version))
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toList();
  }

  private static ObjectNode moment(Moments.Noted noted) {
    Moment moment = noted.moment();
    return Json.object()
        .put("number", noted.number())
        .put("at", noted.atMillis())
        .put("words", moment.words())
        .put("tone", moment.tone().word())
        .put("headline", moment.headline());
  }

  private static String event(String name, ObjectNode data) {
    return "event: " + name + "\ndata: " + data + "\n\n";
  }
}
