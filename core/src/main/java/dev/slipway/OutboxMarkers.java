package dev.slipway;

import dev.slipway.control.port.Markers;
import dev.slipway.journal.StreamName;
import dev.slipway.notice.Newsroom;
import dev.slipway.notice.Outbox;
import dev.slipway.release.ReleaseId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of a release's markers, as the lines of the outbox tell it. */
record OutboxMarkers(List<String> places, Outbox outbox) implements Markers {
  OutboxMarkers {
    places = List.copyOf(places);
  }

  @Override
  public List<Stand> of(ReleaseId release) {
    // Each line says the whole, so the newest that was taken says what is there.
    Map<String, Stand> stands = new TreeMap<>();
    outbox.of(StreamName.of(release)).stream()
        .filter(line -> line.channel().startsWith(Newsroom.MARKER))
        .map(OutboxMarkers::stand)
        .forEach(stand ->
            stands.merge(stand.place(), stand, (before, after) -> before.there() ? before : after));
    return List.copyOf(stands.values());
  }

  private static Stand stand(Outbox.Line line) {
    boolean there = line.state() == Outbox.Line.State.POSTED;
    String words =
        there
            ? line.message().orElse("there")
            : line.trouble().isEmpty() ? "on its way" : line.trouble();
    return new Stand(line.channel().substring(Newsroom.MARKER.length()), there, words);
  }
}
