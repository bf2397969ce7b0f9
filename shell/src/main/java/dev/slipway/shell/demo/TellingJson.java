package dev.slipway.shell.demo;

import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One event a line; the last one is the summary. Times are ISO-8601 UTC with milliseconds. */
final class TellingJson implements Telling {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final JsonMapper mapper = JsonMapper.shared();
  private final PrintStream out;

  TellingJson(PrintStream out) {
    this.out = out;
  }

  @Override
  public void scene(String... lines) {
    print(event("scene", Instant.now()).put("text", String.join(" ", lines)));
  }

  @Override
  public void typed(String command, String... answer) {
    print(
        event("command", Instant.now())
            .put("line", "slipway " + command)
            .put("answer", String.join(" ", answer)));
  }

  @Override
  public void told(ReleaseRecord.Told told) {
    ObjectNode event =
        event("journal", told.entry().at())
            .put("release", told.entry().stream().value().replaceFirst("^release/", ""))
            .put("version", told.entry().version())
            .put("kind", told.entry().kind())
            .put("by", told.entry().by().name());
    switch (told.fact()) {
      case Fact.Happened happened ->
          event
              .put("answer", happened.answer().name().toLowerCase(java.util.Locale.ROOT))
              .put("state", happened.state())
              .put("because", happened.because().words());
      case Fact.Announced announced ->
          event.put("news", announced.news()).put("words", announced.words());
      case Fact.Affected affected ->
          event.put("requests", affected.requests()).put("failures", affected.failures());
      case Fact.TrafficIntended intended -> event.put("percent", intended.percent().percent());
      default -> {}
    }
    print(event);
  }

  @Override
  public void checked(Store.Check check, int streak, int of) {
    ObjectNode event =
        event("check", check.at())
            .put("watching", check.stretch())
            .put("verdict", check.judgement().verdict().name().toLowerCase(java.util.Locale.ROOT))
            .put("words", check.judgement().words())
            .put("requests", check.judgement().requests())
            .put("failures", check.judgement().failures())
            .put("streak", streak);
    print(event);
  }

  @Override
  public void summary(Summary summary) {
    ObjectNode event = mapper.createObjectNode();
    event
        .put("event", "summary")
        .put("release", summary.release())
        .put("outcome", summary.outcome());
    time(event, "faultAt", summary.faultAt());
    time(event, "limitBrokenAt", summary.limitBrokenAt());
    time(event, "trafficRestoredAt", summary.trafficRestoredAt());
    time(event, "verifiedAt", summary.verifiedAt());
    if (summary.faultToRestoredMillis().isPresent()) {
      event.put("faultToRestoredMs", summary.faultToRestoredMillis().get());
    } else {
      event.putNull("faultToRestoredMs");
    }
    event.put("failedRequests", summary.failedRequests());
    ArrayNode documents = event.putArray("documents");
    summary.documents().forEach(file -> documents.add(file.toString()));
    print(event);
  }

  private static void time(ObjectNode event, String name, Optional<Instant> at) {
    if (at.isPresent()) {
      event.put(name, TIME.format(at.get()));
    } else {
      event.putNull(name);
    }
  }

  private ObjectNode event(String kind, Instant at) {
    return mapper.createObjectNode().put("event", kind).put("at", TIME.format(at));
  }

  private void print(ObjectNode event) {
    out.println(mapper.writeValueAsString(event));
    out.flush();
  }
}
