package dev.slipway.setup;

import dev.slipway.catalog.Reading;
import dev.slipway.catalog.StoreSettings;
import dev.slipway.control.Catalogues;
import dev.slipway.control.Drift;
import dev.slipway.control.Lookup;
import dev.slipway.control.Worker;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.notice.Newsroom;
import dev.slipway.notice.Outbox;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import dev.slipway.view.DoctorView.Check;
import dev.slipway.view.Figures;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The store and what it tells: who works, what moves, whether the clock goes right. It is opened at
 * most once.
 */
final class StoreExamination implements AutoCloseable {
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
  private static final int MOST_DEAD = 1000;
  private static final Duration LONG_WAIT = Duration.ofMinutes(5);
  private static final Duration SKEW = Duration.ofSeconds(5);

  private final Ground ground;
  private final Optional<Reading.Read> configuration;
  private final Instruments.StoreDoor door;
  private final Function<Store, Outbox> outboxes;
  private Optional<Door> opened = Optional.empty();

  /** What became of opening it. */
  private sealed interface Door {
    record Open(Store store) implements Door {}

    record NotThere() implements Door {}

    /** Nothing of Slipway's is in it. */
    record Empty() implements Door {}

    /** An older Slipway made it; looking does not change that. */
    record Behind() implements Door {}

    record NotKnown() implements Door {}

    record Shut(Store.Unavailable why) implements Door {}
  }

  StoreExamination(Ground ground, Optional<Reading.Read> configuration, Instruments instruments) {
    this.ground = ground;
    this.configuration = configuration;
    this.door = instruments.stores();
    this.outboxes = instruments.outboxes();
  }

  private Door door() {
    if (opened.isEmpty()) {
      opened =
          Optional.of(configuration.map(read -> open(read.store())).orElse(new Door.NotKnown()));
    }
    return opened.get();
  }

  private Door open(StoreSettings settings) {
    boolean there =
        switch (settings) {
          case StoreSettings.Sqlite sqlite -> Files.exists(sqlite.file());
          // Only opening it tells.
          case StoreSettings.Postgresql postgresql -> true;
        };
    if (!there) {
      return new Door.NotThere();
    }
    try {
      return switch (door.find(settings)) {
        case Instruments.Found.Ready ready -> new Door.Open(ready.store());
        case Instruments.Found.Empty nothing -> new Door.Empty();
        case Instruments.Found.Behind older -> new Door.Behind();
      };
    } catch (Store.Unavailable away) {
      return new Door.Shut(away);
    }
  }

  List<Check> store() {
    return List.of(
        switch (door()) {
          case Door.NotKnown unknown -> unknown("store");
          case Door.NotThere none -> toBeMade(configuration.orElseThrow().store());
          case Door.Empty nothing -> toBeFilled(configuration.orElseThrow().store());
          case Door.Behind older ->
              Check.look(
                  "store",
                  place(configuration.orElseThrow().store()) + " was made by an older Slipway",
                  "the next command brings it up to date, and older ones cannot use it then",
                  backup(configuration.orElseThrow().store()));
          case Door.Shut shut ->
              Check.mend(
                  "store",
                  String.valueOf(shut.why().getMessage()),
                  "no command can be carried out",
                  shut.why().fix());
          case Door.Open open -> open(open.store(), configuration.orElseThrow().store());
        });
  }

  private Check open(Store store, StoreSettings settings) {
    int releases;
    try {
      releases = store.read(reader -> reader.summaries(Store.Query.all())).size();
      // An empty write takes the lock that every write needs.
      store.write(Store.Writer::workers);
    } catch (Store.Unavailable away) {
      return Check.mend(
          "store", String.valueOf(away.getMessage()), "no command can be carried out", away.fix());
    }
    String content =
        releases == 0
            ? "no release yet"
            : Figures.count(releases, "release") + (releases == 1000 ? " or more" : "");
    return switch (settings) {
      case StoreSettings.Sqlite sqlite ->
          new StoreFile(ground, sqlite.file())
              .check(ground.shown(sqlite.file()) + " opens and can be written, " + content);
      case StoreSettings.Postgresql postgresql ->
          Check.well("store", postgresql.address() + " opens and can be written, " + content);
    };
  }

  /** Which catalogue holds; nothing before the first did. */
  List<Check> catalogue() {
    String here = configuration.map(read -> read.catalogue().hash()).orElse("");
    Optional<String> active = asked(Store.Reader::activeCatalogue).flatMap(found -> found);
    if (active.isEmpty() || here.isEmpty()) {
      return List.of();
    }
    boolean team = configuration.orElseThrow().store() instanceof StoreSettings.Postgresql;
    String holds = Catalogues.brief(active.get());
    if (active.get().equals(here)) {
      return List.of(Check.well("catalogue", holds + " holds, and is the one here"));
    }
    return List.of(
        team
            ? Check.look(
                "catalogue",
                holds + " holds, here is " + Catalogues.brief(here),
                "with another one you may look, pause and roll back",
                "slipway catalog apply")
            : Check.well(
                "catalogue",
                holds + " held last; " + Catalogues.brief(here) + " does from the next act on"));
  }

  private Check toBeMade(StoreSettings settings) {
    return switch (settings) {
      case StoreSettings.Sqlite sqlite -> new StoreFile(ground, sqlite.file()).toBeMade();
      case StoreSettings.Postgresql postgresql -> toBeFilled(settings);
    };
  }

  private Check toBeFilled(StoreSettings settings) {
    return Check.well(
        "store",
        place(settings) + " is empty, and is made ready by the first command that uses it");
  }

  /** A copy from which an older Slipway could go on. */
  private String backup(StoreSettings settings) {
    return switch (settings) {
      case StoreSettings.Sqlite sqlite ->
          "sqlite3 " + ground.shown(sqlite.file()) + " \".backup slipway-before.db\"";
      case StoreSettings.Postgresql postgresql ->
          "pg_dump --format=custom --file=slipway.dump --username="
              + postgresql.user()
              + " "
              + postgresql.address();
    };
  }

  private boolean holdsNothing() {
    return door() instanceof Door.NotThere || door() instanceof Door.Empty;
  }

  private String place(StoreSettings settings) {
    return switch (settings) {
      case StoreSettings.Sqlite sqlite -> ground.shown(sqlite.file());
      case StoreSettings.Postgresql postgresql -> postgresql.address();
    };
  }

  List<Check> clock() {
    if (ground.now().isBefore(LONG_AGO)) {
      return List.of(wrongClock("the clock says " + ground.now()));
    }
    Optional<Instant> newest = asked(StoreExamination::newest).flatMap(moment -> moment);
    return List.of(
        newest
            .filter(moment -> moment.isAfter(ground.now().plus(SKEW)))
            .map(moment ->
                wrongClock(
                    "the clock is "
                        + Figures.duration(Duration.between(ground.now(), moment))
                        + " behind the newest entry of the journal"))
            .orElseGet(() ->
                Check.well(
                    "clock",
                    "nothing in the journal is later than now, "
                        + ground.now().truncatedTo(ChronoUnit.SECONDS))));
  }

  private static Optional<Instant> newest(Store.Reader reader) {
    return reader.summaries(Store.Query.all()).stream()
        .map(Store.Summary::changed)
        .max(Instant::compareTo);
  }

  private static Check wrongClock(String words) {
    return Check.mend(
        "clock", words, "times in records would be wrong", "sudo timedatectl set-ntp true");
  }

  List<Check> worker() {
    if (!(door() instanceof Door.Open)) {
      return List.of(
          holdsNothing()
              ? Check.well("worker", "none is needed before the first release")
              : unknown("worker"));
    }
    Optional<Store.Worker> alive = asked(this::alive).flatMap(worker -> worker);
    return List.of(
        alive
            .map(worker ->
                Check.well(
                    "worker",
                    "process "
                        + worker.pid()
                        + " on "
                        + worker.host()
                        + " works, seen "
                        + Figures.ago(seenBy(worker), ground.now())))
            .orElseGet(() ->
                moving().isEmpty()
                    ? Check.well("worker", "none works, and nothing moves")
                    : Check.mend(
                        "worker",
                        "none works, and a release moves",
                        "it goes neither on nor back",
                        "slipway work")));
  }

  /** Its sign of life may have come while this examination went on. */
  private Instant seenBy(Store.Worker worker) {
    return worker.seen().isAfter(ground.now()) ? ground.now() : worker.seen();
  }

  private Optional<Store.Worker> alive(Store.Reader reader) {
    Instant now = door() instanceof Door.Open open ? open.store().now(ground.now()) : ground.now();
    return reader.workers().stream().filter(worker -> Worker.isFresh(worker, now)).findFirst();
  }

  List<Check> releases() {
    if (!(door() instanceof Door.Open)) {
      return List.of(
          holdsNothing() ? Check.well("releases", "none was opened yet") : unknown("releases"));
    }
    List<String> moving = moving();
    if (moving.isEmpty()) {
      return List.of(Check.well("releases", "none moves"));
    }
    boolean driven = asked(this::alive).flatMap(worker -> worker).isPresent();
    String words = String.join(", ", moving) + (moving.size() == 1 ? " moves" : " move");
    return List.of(
        driven
            ? Check.well("releases", words + ", and a worker drives")
            : Check.mend(
                "releases",
                words + ", and nobody drives",
                "users stay where they are",
                "slipway work"));
  }

  /**
   * What should run in one place.
   *
   * @param last that finished there
   * @param moving the release that moves there now
   */
  record Released(ReleaseRecord last, Optional<ReleaseId> moving) {}

  /** Empty when nothing has finished there, or the store cannot tell. */
  Optional<Released> released(ServiceName service, EnvironmentName environment) {
    return asked(reader ->
            Drift.released(reader, service, environment)
                .map(last ->
                    new Released(
                        last, Drift.moving(reader, service, environment).map(ReleaseRecord::id))))
        .flatMap(found -> found);
  }

  /** Whether the team's channels hear of releases. */
  List<Check> chat() {
    return told(
        "chat",
        channel -> !Newsroom.isNews(channel),
        "a channel does not hear of releases",
        channel -> "invite the bot into " + channel);
  }

  /** Whether people and programs outside the team do. */
  List<Check> news() {
    return told(
        "news",
        Newsroom::isNews,
        "somebody who subscribed does not hear of releases",
        channel -> "edit " + Newsroom.configuredAt(channel) + " in slipway.yaml");
  }

  private List<Check> told(
      String name, Predicate<String> belongs, String means, UnaryOperator<String> fix) {
    if (!(door() instanceof Door.Open open)) {
      return List.of(
          door() instanceof Door.NotThere
              ? Check.well(name, "nothing is to be told yet")
              : unknown(name));
    }
    try {
      Outbox outbox = outboxes.apply(open.store());
      Instant now = ground.now();
      List<Outbox.Backlog> channels =
          outbox.backlog(now).stream().filter(channel -> belongs.test(channel.channel())).toList();
      Optional<Outbox.Line> newest =
          outbox.dead(MOST_DEAD).stream().filter(line -> belongs.test(line.channel())).findFirst();
      if (newest.isPresent()) {
        long dead = channels.stream().mapToLong(Outbox.Backlog::dead).sum();
        return List.of(
            Check.look(
                name,
                Figures.count(dead, "line")
                    + " will never be posted; the newest in "
                    + newest.get().channel()
                    + ": "
                    + newest.get().trouble(),
                means,
                fix.apply(newest.get().channel())));
      }
      return List.of(
          channels.stream()
              .flatMap(channel -> channel.oldest().stream())
              .min(Comparator.naturalOrder())
              .map(made -> Duration.between(made, now))
              .filter(age -> age.compareTo(LONG_WAIT) > 0)
              .map(age ->
                  Check.look(
                      name,
                      "the oldest line waits " + Figures.duration(age),
                      "no server is connected to where it goes, or that does not answer",
                      "slipway server"))
              .orElse(Check.well(name, "everything was told")));
    } catch (Store.Unavailable away) {
      return List.of(unknown(name));
    }
  }

  private List<String> moving() {
    return asked(reader ->
            reader.summaries(Store.Query.moving()).stream()
                .map(summary -> summary.id().toString())
                .toList())
        .orElse(List.of());
  }

  /** The release that moves a service's traffic, or did so last; empty where none is known. */
  Optional<ReleaseRecord> movedLast(ServiceName service, EnvironmentName environment) {
    return asked(reader -> Lookup.movedLast(reader, service, environment))
        .flatMap(release -> release);
  }

  /** What the store answers; empty when there is none or it breaks, which its own check says. */
  private <T> Optional<T> asked(Function<Store.Reader, T> question) {
    if (!(door() instanceof Door.Open open)) {
      return Optional.empty();
    }
    try {
      return Optional.of(open.store().read(question));
    } catch (Store.Unavailable away) {
      return Optional.empty();
    }
  }

  private static Check unknown(String name) {
    return Check.unknown(name, "cannot be told before what stands above is mended");
  }

  @Override
  public void close() {
    if (opened.isPresent() && opened.get() instanceof Door.Open open) {
      open.store().close();
    }
  }
}
