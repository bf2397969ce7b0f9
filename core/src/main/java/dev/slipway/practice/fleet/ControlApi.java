package dev.slipway.practice.fleet;

import dev.slipway.practice.Fault;
import dev.slipway.practice.FaultShape;
import dev.slipway.practice.Moment;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the fleet is driven: HTTP with JSON on loopback. Each request carries the token of the
 * fleet's file as a bearer header, so that no web page and no other user can drive it. A "no" is a
 * status from 400 on with {@code {"error":"why"}}.
 *
 * <pre>
 * GET    /state                   all there is: shares, versions with instances and faults, load, orders, mark
 * GET    /artifacts               {"v1":"sha256:…"}
 * POST   /artifacts               {"version":"v2","digest":"sha256:…"}
 * GET    /instances               {"per-instance":40,"room":12,"load":118.2,"instances":[{"name","address","version","digest","state","ready"}]}
 * POST   /instances               {"version":"v2","total":2,"key":"…","digest"?,"limit-millis"?} to {"done","changed","words","ready"}
 * DELETE /instances?version=v2&amp;keep=0&amp;key=…   answers the same
 * GET    /traffic                 {"incarnation":"…","shares":{"v1":75,"v2":25},"mark"?}
 * PUT    /traffic                 {"shares":{"v1":75,"v2":25},"mark"?}, whole percent, at most 100 together; the mark is left as well
 * GET    /traffic/share?version=v2   25, as text
 * GET    /flags?flag=coupons      {"flag":"coupons","percent":10}; off where nobody has turned it
 * PUT    /flags                   {"flag":"coupons","percent":10}
 * GET    /flags/percent?flag=coupons   10, as text
 * GET, PUT, DELETE /mark          a text
 * POST   /router/restart          shares are lost, a new incarnation
 * POST   /load                    {"rate":120}, requests per second
 * POST   /break                   {"version":"v2","errors":30,…}, see FaultShape
 * POST   /heal                    {"version"?}
 * GET    /metrics?from=…&amp;to=…     epoch milliseconds, to excluded:
 *        {"from","to","incarnation","nobody"?,"versions":{"v1":{"requests","failures","orders","p50","p95","p99","per-second","capacity","saturation"?}}}
 * GET    /migrations              {"applied":[{"id","checksum","applied-at"}]}
 * POST   /migrations              {"id","checksum","sql"} to {"applied":true}; false: it was applied before
 * GET    /orders?id=17            {"id","version","coupon"?}
 * POST   /moments                {"words":"…","tone":"moving","headline":true,"error-limit":0.02?}, for the page; see Moment
 * POST   /stay                    {"stay":true}: outlive the parent
 * POST   /stop
 * </pre>
 */
final class ControlApi {
  private static final Pattern FLAG = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}");
  private static final Pattern DIGEST = Pattern.compile("sha(256:[0-9a-f]{64}|512:[0-9a-f]{128})");
  private static final int LONGEST_WAIT_MILLIS = 120_000;
  private static final int USUAL_WAIT_MILLIS = 55_000;

  private final Fleet fleet;
  private final byte[] authorization;
  private final WorkLedger ledger = new WorkLedger();

  ControlApi(Fleet fleet, String token) {
    this.fleet = fleet;
    this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
  }

  HttpAnswer handle(HttpRequest request) throws InterruptedException {
    String shown = request.headers().getOrDefault("authorization", "");
    if (!MessageDigest.isEqual(authorization, shown.getBytes(StandardCharsets.UTF_8))) {
      return HttpAnswer.json(401, Json.error("the control token is missing or wrong"));
    }
    try {
      return route(request);
    } catch (IllegalArgumentException outOfBounds) {
      throw new Refusal(400, String.valueOf(outOfBounds.getMessage()));
    }
  }

  private HttpAnswer route(HttpRequest request) throws InterruptedException {
    return switch (request.method() + " " + request.path()) {
      case "GET /state" -> ok(fleet.report().state());
      case "GET /instances" -> ok(fleet.report().instances());
      case "GET /metrics" ->
          ok(fleet.report().metrics(Json.millis(request, "from"), Json.millis(request, "to")));
      case "GET /artifacts" -> ok(fleet.report().artifacts());
      case "POST /artifacts" -> register(Json.body(request));
      case "POST /instances" -> deploy(Json.body(request));
      case "DELETE /instances" -> remove(request);
      case "GET /traffic" -> ok(fleet.report().traffic());
      case "PUT /traffic" -> route(Json.body(request));
      case "GET /traffic/share" -> share(request);
      case "GET /flags" -> flag(checkedFlag(request.query("flag").orElse("")));
      case "PUT /flags" -> turn(Json.body(request));
      case "GET /flags/percent" -> percent(request);
      case "GET /mark" -> ok(fleet.report().traffic());
      case "PUT /mark" -> mark(request.body());
      case "DELETE /mark" -> clearMark();
      case "POST /router/restart" -> restartRouter();
      case "POST /load" -> load(Json.body(request));
      case "POST /break" -> breakVersion(Json.body(request));
      case "POST /heal" -> heal(Json.body(request));
      case "GET /migrations" -> ok(fleet.report().migrations());
      case "POST /migrations" -> migrate(Json.body(request));
      case "GET /orders" -> ok(fleet.report().order(Json.millis(request, "id")));
      case "POST /moments" -> tell(Json.body(request));
      case "POST /stay" -> stay(Json.body(request));
      case "POST /stop" -> stop();
      default ->
          HttpAnswer.json(
              404, Json.error("no such thing: " + request.method() + " " + request.path()));
    };
  }

  private HttpAnswer register(ObjectNode body) {
    String version = version(body);
    String digest = Json.text(body, "digest");
    if (!DIGEST.matcher(digest).matches()) {
      throw new Refusal(400, "\"digest\" reads sha256: and 64 hexadecimal digits");
    }
    fleet.artifacts().register(version, digest);
    return ok(fleet.report().artifacts());
  }

  private HttpAnswer deploy(ObjectNode body) throws InterruptedException {
    String version = version(body);
    String digest = fleet.artifacts().digest(version).orElseThrow(() -> unknown(version));
    if (body.has("digest") && !Json.text(body, "digest").equals(digest)) {
      throw new Refusal(409, version + " is " + digest + " here, not " + Json.text(body, "digest"));
    }
    int total = Json.whole(body, "total", 0, 1_000);
    Duration limit =
        Duration.ofMillis(
            body.has("limit-millis")
                ? Json.whole(body, "limit-millis", 1, LONGEST_WAIT_MILLIS)
                : USUAL_WAIT_MILLIS);
    String key = Json.text(body, "key");
    WorkResult result =
        ledger.once(
            key,
            "deploy " + version + " up to " + total,
            () -> fleet.instances().deploy(version, digest, total, key, limit));
    if (result.done() && total > 0) {
      fleet.router().adopt(version);
    }
    return work(result, version);
  }

  private HttpAnswer remove(HttpRequest request) throws InterruptedException {
    String version = checked(request.query("version").orElse(""));
    int keep = Json.whole(request, "keep", 0, 1_000);
    String key =
        request.query("key").orElseThrow(() -> new Refusal(400, "\"key\" is missing in the query"));
    int share = fleet.router().shares().getOrDefault(version, 0);
    if (keep == 0 && share > 0) {
      throw new Refusal(409, version + " still gets " + share + " % of the traffic");
    }
    WorkResult result =
        ledger.once(
            key,
            "remove " + version + " down to " + keep,
            () -> fleet.instances().remove(version, keep, key));
    return work(result, version);
  }

  private HttpAnswer work(WorkResult result, String version) {
    ObjectNode answer = Json.object();
    answer.put("done", result.done());
    answer.put("changed", result.changed());
    answer.put("words", result.words());
    answer.put("ready", fleet.instances().ready(version));
    return ok(answer);
  }

  private HttpAnswer route(ObjectNode body) {
    if (!(body.get("shares") instanceof ObjectNode wanted)) {
      throw new Refusal(400, "\"shares\" is missing or not an object");
    }
    Map<String, Integer> shares = new LinkedHashMap<>();
    int sum = 0;
    for (Map.Entry<String, JsonNode> share : wanted.properties()) {
      String version = checked(share.getKey());
      if (fleet.artifacts().digest(version).isEmpty()) {
        throw unknown(version);
      }
      int percent = Json.whole(wanted, version, 0, 100);
      shares.put(version, percent);
      sum += percent;
    }
    if (sum > 100) {
      throw new Refusal(400, "the shares are " + sum + " % together");
    }
    fleet.router().route(shares);
    if (body.has("mark")) {
      fleet.mark().leave(Json.text(body, "mark"));
    }
    return ok(fleet.report().traffic());
  }

  private HttpAnswer share(HttpRequest request) {
    String version = checked(request.query("version").orElse(""));
    return HttpAnswer.text(200, fleet.router().shares().getOrDefault(version, 0) + "\n");
  }

  private HttpAnswer turn(ObjectNode body) {
    String flag = checkedFlag(Json.text(body, "flag"));
    fleet.flags().turn(flag, Json.whole(body, "percent", 0, 100));
    return flag(flag);
  }

  private HttpAnswer flag(String flag) {
    return ok(Json.object().put("flag", flag).put("percent", fleet.flags().percent(flag)));
  }

  private HttpAnswer percent(HttpRequest request) {
    String flag = checkedFlag(request.query("flag").orElse(""));
    return HttpAnswer.text(200, fleet.flags().percent(flag) + "\n");
  }

  private static String checkedFlag(String flag) {
    if (!FLAG.matcher(flag).matches()) {
      throw new Refusal(400, "not a flag's name");
    }
    return flag;
  }

  private HttpAnswer mark(String text) {
    fleet.mark().leave(text);
    return ok(fleet.report().traffic());
  }

  private HttpAnswer clearMark() {
    fleet.mark().clear();
    return ok(fleet.report().traffic());
  }

  private HttpAnswer restartRouter() {
    fleet.restartRouter();
    return ok(fleet.report().traffic());
  }

  private HttpAnswer load(ObjectNode body) {
    fleet.load().change(Json.whole(body, "rate", 0, 5_000));
    return ok(fleet.report().state());
  }

  private HttpAnswer breakVersion(ObjectNode body) {
    String version = version(body);
    if (fleet.artifacts().digest(version).isEmpty()) {
      throw unknown(version);
    }
    List<Fault> faults = FaultShape.read(body);
    if (faults.isEmpty()) {
      throw new Refusal(
          400, "no fault is named: errors, latency, tail, orders-drop, down or unready");
    }
    fleet.breakVersion(version, faults);
    return ok(fleet.report().state());
  }

  private HttpAnswer heal(ObjectNode body) {
    List<String> versions =
        body.has("version") ? List.of(version(body)) : fleet.artifacts().versions();
    versions.forEach(fleet::heal);
    return ok(fleet.report().state());
  }

  private HttpAnswer migrate(ObjectNode body) throws InterruptedException {
    boolean now =
        fleet
            .database()
            .migrate(Json.text(body, "id"), Json.text(body, "checksum"), Json.text(body, "sql"));
    return ok(Json.object().put("applied", now));
  }

  private HttpAnswer tell(ObjectNode body) {
    Moment.Tone tone =
        Moment.Tone.named(Json.text(body, "tone"))
            .orElseThrow(() -> new Refusal(400, "\"tone\" is one of " + Moment.Tone.names()));
    JsonNode limit = body.path("error-limit");
    OptionalDouble errorLimit =
        limit.isNumber() ? OptionalDouble.of(limit.doubleValue()) : OptionalDouble.empty();
    fleet
        .moments()
        .add(
            new Moment(
                Json.text(body, "words"),
                tone,
                body.path("headline").asBoolean(false),
                errorLimit));
    return ok(Json.object().put("told", true));
  }

  private HttpAnswer stay(ObjectNode body) {
    fleet.stay(body.path("stay").asBoolean(true));
    return ok(fleet.report().state());
  }

  private HttpAnswer stop() {
    fleet.askToStop("it was asked to");
    return ok(Json.object().put("stopping", true));
  }

  private static String version(ObjectNode body) {
    return checked(Json.text(body, "version"));
  }

  private static String checked(String version) {
    if (!VERSION.matcher(version).matches()) {
      throw new Refusal(400, "not a version's label");
    }
    return version;
  }

  private static Refusal unknown(String version) {
    return new Refusal(
        404, "the practice fleet has no artifact " + version + "; register it first");
  }

  private static HttpAnswer ok(ObjectNode body) {
    return HttpAnswer.json(200, body.toString());
  }
}
