package dev.slipway.notice;

import dev.slipway.audience.NewsKind;
import dev.slipway.health.Verdict;
import dev.slipway.journal.Fact;
import dev.slipway.journal.Pace;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Completing;
import dev.slipway.rollout.Deploying;
import dev.slipway.rollout.Finished;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Observing;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.Planned;
import dev.slipway.rollout.RollbackFailed;
import dev.slipway.rollout.RolledBack;
import dev.slipway.rollout.RollingBack;
import dev.slipway.rollout.Shifting;
import dev.slipway.rollout.Starting;
import dev.slipway.rollout.State;
import dev.slipway.rollout.Underway;
import dev.slipway.rollout.Verifying;
import dev.slipway.view.Plain;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A release as a trace: one span for it all, one for each thing it did in turn. Every id is made
 * from the release's first entry, so that whoever sends a span again, sends the same.
 *
 * @param id of the trace, 32 hexadecimal digits
 * @param spans all that can be told since the news before: a span is told when it has ended
 */
public record ReleaseTrace(String id, List<Span> spans) {
  private static final int TRACE_DIGITS = 32;
  private static final int SPAN_DIGITS = 16;
  private static final int LONGEST = 200;

  /** How a span ended. */
  public enum Outcome {
    NONE,
    WELL,
    ILL
  }

  /**
   * @param id 16 hexadecimal digits; {@code parent} the same
   * @param weight the share of users on the new version at its end, in percent
   * @param because the typed reason for which it ended
   */
  public record Span(
      String id,
      Optional<String> parent,
      String name,
      Instant start,
      Instant end,
      Outcome outcome,
      int weight,
      String because,
      List<Event> events) {
    public Span {
      events = List.copyOf(events);
    }
  }

  /**
   * @param because the typed reason
   * @param words empty, or what was measured
   */
  public record Event(Instant at, String name, String because, String words) {}

  public ReleaseTrace {
    spans = List.copyOf(spans);
  }

  /** What this news adds; empty where it adds nothing. */
  public static Optional<ReleaseTrace> after(ReleaseRecord release, News news) {
    Optional<Marker> marker = Marker.after(release, news);
    Optional<News> start =
        News.after(release, 0).stream()
            .filter(one -> one.kind() == NewsKind.START && one.sequence() <= news.sequence())
            .reduce((first, second) -> second);
    if (marker.isEmpty() || start.isEmpty()) {
      return Optional.empty();
    }
    String trace = hex("trace " + marker.get().key(), TRACE_DIGITS);
    Making making = new Making(trace, start.get().sequence(), news);
    boolean ended = marker.get().end().isPresent();
    return Optional.of(
        new ReleaseTrace(
            trace,
            ended ? making.whole(release, marker.get()) : List.of(making.moment(marker.get()))));
  }

  private static String hex(String of, int digits) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(of.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, digits);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** "stage 2 of 3", "observing"; empty where a release does nothing. */
  private static Optional<String> doing(State state) {
    return switch (state) {
      case Underway underway ->
          Optional.of(
              switch (underway) {
                case Starting starting -> "starting";
                case Deploying deploying -> "deploying";
                case Shifting shifting ->
                    "stage " + (shifting.stage() + 1) + " of " + shifting.plan().stages().size();
                case Verifying verifying -> "verifying";
                case Observing observing -> "observing";
                case Completing completing -> "completing";
              });
      case Paused paused -> Optional.of("paused");
      case RollingBack back -> Optional.of("rolling back");
      case RollbackFailed failed -> Optional.of("rollback failed");
      default -> Optional.empty();
    };
  }

  /** Makes the spans of one go, from its start to the news. */
  private record Making(String trace, long start, News news) {
    private String root() {
      return hex(trace + " release " + start, SPAN_DIGITS);
    }

    /** Something that people want to find while the release still moves. */
    Span moment(Marker marker) {
      return new Span(
          hex(trace + " moment " + news.sequence(), SPAN_DIGITS),
          Optional.of(root()),
          marker.outcome().key(),
          news.at(),
          news.at(),
          news.kind() == NewsKind.INCIDENT ? Outcome.ILL : Outcome.NONE,
          0,
          "",
          List.of());
    }

    List<Span> whole(ReleaseRecord release, Marker marker) {
      List<Span> spans = new ArrayList<>();
      List<Event> all = new ArrayList<>();
      List<Event> own = new ArrayList<>();
      Optional<Pace> begun = Optional.empty();
      Instant started = news.at();
      int weight = 0;
      for (Pace pace : Pace.through(release)) {
        long version = pace.told().entry().version();
        if (version < start || version > news.sequence()) {
          continue;
        }
        Instant at = pace.told().entry().at();
        started = version == start ? at : started;
        all.addAll(events(pace));
        own.addAll(events(pace));
        weight = settled(pace).orElse(weight);
        if (!doing(pace.after()).equals(begun.flatMap(one -> doing(one.after())))) {
          if (begun.isPresent()) {
            spans.add(part(begun.get(), pace, weight, own));
          }
          own.clear();
          begun = doing(pace.after()).map(unused -> pace);
        }
      }
      spans.addFirst(
          new Span(
              root(),
              Optional.empty(),
              "release " + release.id().service() + " " + marker.version(),
              started,
              news.at(),
              news.kind() == NewsKind.SUCCESS ? Outcome.WELL : Outcome.ILL,
              weight,
              marker.outcome().key(),
              all));
      return spans;
    }

    private Span part(Pace begun, Pace ended, int weight, List<Event> events) {
      boolean ill = !(begun.after() instanceof RollingBack) && ended.after() instanceof RollingBack;
      return new Span(
          hex(trace + " part " + begun.told().entry().version(), SPAN_DIGITS),
          Optional.of(root()),
          doing(begun.after()).orElse(""),
          begun.told().entry().at(),
          ended.told().entry().at(),
          ill ? Outcome.ILL : Outcome.NONE,
          weight,
          ended.told().fact() instanceof Fact.Happened happened
              ? happened.because().code().name()
              : "",
          events);
    }
  }

  private static Optional<Integer> settled(Pace pace) {
    return pace.told().fact() instanceof Fact.Happened happened
            && happened.happening() instanceof Happening.TrafficSettled settled
        ? Optional.of(settled.weight()).map(Weight::percent)
        : Optional.empty();
  }

  /** Nothing that a person typed: whoever receives it may be anybody's program. */
  private static List<Event> events(Pace pace) {
    if (!(pace.told().fact() instanceof Fact.Happened happened)) {
      return List.of();
    }
    Instant at = pace.told().entry().at();
    String because = happened.because().code().name();
    List<Event> events = new ArrayList<>();
    if (happened.happening() instanceof Happening.Checked checked
        && checked.assessment().verdict() == Verdict.FAIL) {
      String measured = Plain.line(checked.assessment().judgement().words(), LONGEST);
      events.add(new Event(at, "limit broken", because, measured));
    }
    if (happened.happening() instanceof Happening.AlertFired) {
      events.add(new Event(at, "alert fired", because, ""));
    }
    if (happened.answer() == Fact.Answer.MOVED
        && !doing(pace.before()).equals(doing(pace.after()))) {
      events.add(new Event(at, name(pace), because, ""));
    }
    return events;
  }

  private static String name(Pace pace) {
    return switch (pace.after()) {
      case Starting starting -> "started";
      case Finished finished -> "finished";
      case RolledBack back -> "rolled back";
      case RollingBack back -> "rollback begins";
      case Planned planned -> "start failed";
      default -> doing(pace.after()).orElse("over");
    };
  }
}
