package dev.slipway;

import static org.junit.jupiter.api.Assertions.fail;

import dev.slipway.catalog.CatalogueReader;
import dev.slipway.catalog.Problem;
import dev.slipway.catalog.Reading;
import dev.slipway.control.Answer;
import dev.slipway.control.Opening;
import dev.slipway.control.Rehearsal;
import dev.slipway.control.Worker;
import dev.slipway.journal.Fact;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.outside.exec.AService;
import dev.slipway.release.Actor;
import dev.slipway.rollout.Paused;
import dev.slipway.rollout.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A stranger's own service, released by the whole of Slipway: real files, processes and journal.
 */
final class OwnService implements AutoCloseable {
  private static final Actor ADA = new Actor("ada", Actor.Kind.PERSON, "test");
  static final String IN_PLACE =
      """
      kind: exec
      instances: [search-1, search-2]
      deploy: { run: ["./deploy.sh", "{instance}", "{version}", "{digest}"], time-limit: 90s, healthy-within: 90s, usually: 2s }
      running: { run: ["./running.sh", "{instance}"] }
      stop: { run: ["./stop.sh", "{instance}"] }
      probe: { http: "http://{address}/health", every: 100ms, at-most: 2s }
      checks: [{ name: home, http: "http://{address}/" }]
      """;
  static final String TWO_SIDES =
      """
      kind: exec
      sides: { blue: [b1], green: [g1] }
      deploy: { run: ["./deploy.sh", "{instance}", "{version}", "{digest}"], time-limit: 90s, healthy-within: 90s }
      running: { run: ["./running.sh", "{instance}"] }
      stop: { run: ["./stop.sh", "{instance}"] }
      traffic: { set: ["./traffic.sh", "{side}", "{weight}"], read: ["./traffic-read.sh"] }
      probe: { http: "http://{address}/health", every: 100ms, at-most: 2s }
      """;

  final AService service;
  final List<String> troubles = new CopyOnWriteArrayList<>();
  private final Reading.Read configuration;
  private Slipway slipway;
  private Optional<Worker> worker = Optional.empty();
  private Optional<ReleaseRecord> release = Optional.empty();
  private Duration patience = Duration.ofSeconds(90);

  OwnService(AService service, String target, String policy) {
    this(service, text(service, target, policy));
  }

  /**
   * @param text the whole configuration
   */
  OwnService(AService service, String text) {
    this.service = service;
    service.write("slipway.yaml", text);
    Reading reading =
        new CatalogueReader(service.folder).read(service.folder.resolve("slipway.yaml"));
    if (reading instanceof Reading.Problems problems) {
      throw new AssertionError(problems.all().stream().map(Problem::words).toList());
    }
    this.configuration = (Reading.Read) reading;
    this.slipway = Slipway.open(Slipway.Settings.of(configuration, "test"));
  }

  /** A configuration with short times. */
  static String text(AService service, String target, String policy) {
    StringBuilder addresses = new StringBuilder();
    for (String name : List.of("search-1", "search-2", "search-3", "search-4", "b1", "g1", "x1")) {
      if (target.contains(name)) {
        addresses.append("  ").append(name).append(": ").append(service.address(name)).append('\n');
      }
    }
    return """
    version: 1
    store: { kind: sqlite, path: store/slipway.db }
    people: { ada: { emails: [ada@example.com], roles: [on-call] } }
    policies:
      default:
        low: POLICY
        medium: POLICY
        high: POLICY
    services:
      search:
        repository: { path: . }
        environments:
          prod:
            items: [artifact-known]
            rehearsals: { allowed: yes }
            verify-rollback: 1s
            verify-deadline: 30s
            limits: { interval: 300ms, window: 3s, minimum-requests: 8, minimum-failures: 3, error-rate: { at-most: 10% }, latency-p95: { at-most: 5s } }
            target:
    """
            .replace("POLICY", "{ " + policy + ", bake: 1s, observe: 1s, approvals: [] }")
        + (target + "addresses:\n" + addresses).indent(10);
  }

  /** The same, and what is watched is watched for longer than a test does something about it. */
  static String watchedForLong(AService service, String target, String policy) {
    return text(service, target, policy).replace("bake: 1s", "bake: 10m");
  }

  OwnService planned(String version) {
    Opening.Wish wish =
        new Opening.Wish(
            "search",
            version,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "",
            "once more");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    Answer<ReleaseRecord> answer = slipway.desk().opening().open(ADA, wish);
    // On a machine that stood still, what runs may once have answered too late to be seen.
    while (answer instanceof Answer.No<ReleaseRecord> no
        && no.refusal().code().equals("E-PLAN-06")
        && System.nanoTime() < deadline) {
      answer = slipway.desk().opening().open(ADA, wish);
    }
    release = Optional.of(yes(answer));
    return this;
  }

  OwnService started(String version) {
    planned(version);
    works();
    ReleaseRecord unused = yes(slipway.desk().course().start(ADA, release()));
    return this;
  }

  OwnService works() {
    worker = Optional.of(slipway.worker(troubles::add));
    AService.await(() -> slipway.desk().course().isWorkerAlive(), "a worker");
    return this;
  }

  ReleaseRecord release() {
    return slipway
        .desk()
        .renew(release.orElseThrow(() -> new IllegalStateException("nothing was opened")));
  }

  Slipway slipway() {
    return slipway;
  }

  OwnService rollsBack() {
    ReleaseRecord unused =
        yes(slipway.desk().course().rollback(ADA, release(), "looks odd", false));
    return this;
  }

  /** The story goes on with the release that takes this one back. */
  OwnService undoes() {
    release =
        Optional.of(
            yes(slipway.desk().course().undo(ADA, release(), "odd", false, Optional::empty)));
    return this;
  }

  /** The story goes on with this one. */
  OwnService follows(ReleaseRecord other) {
    release = Optional.of(other);
    return this;
  }

  /** The story goes on with the rehearsal of this one's way back. */
  OwnService rehearses() {
    release =
        Optional.of(
            yes(slipway.desk().course().rehearse(ADA, release(), "spring", Optional::empty)));
    return this;
  }

  Optional<Rehearsal> rehearsed() {
    return slipway.desk().course().rehearsed(release().id().service());
  }

  /** From now on whatever is waited for may take so long. */
  OwnService within(Duration atMost) {
    patience = atMost;
    return this;
  }

  OwnService until(Predicate<State> so, String what) {
    try {
      AService.await(
          () -> {
            State state = release().state();
            if (state.isEnd() && !so.test(state)) {
              return fail("ended otherwise");
            }
            return so.test(state);
          },
          what,
          patience);
    } catch (AssertionError never) {
      throw new AssertionError(
          what
              + ", but is "
              + release().state().name()
              + pause()
              + " after "
              + words()
              + " with "
              + troubles,
          never);
    }
    return this;
  }

  private String pause() {
    return release().state() instanceof Paused paused ? " " + paused.holds() : "";
  }

  OwnService until(Class<? extends State> type) {
    return until(type::isInstance, type.getSimpleName());
  }

  /** What happened, in the words of the journal. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    for (ReleaseRecord.Told told : release().story()) {
      if (told.fact() instanceof Fact.Happened happened) {
        words.add(happened.state() + ": " + happened.because().words());
      }
    }
    return words;
  }

  /** Whether something that was done after the end begins like this. */
  boolean concluded(String beginning) {
    return release().story().stream()
        .anyMatch(told ->
            told.fact() instanceof Fact.Concluded concluded
                && concluded.done()
                && concluded.words().startsWith(beginning));
  }

  /** The process dies: nothing drives any more. */
  void dies() {
    worker.ifPresent(Worker::close);
    worker = Optional.empty();
  }

  Path script() throws java.io.IOException {
    try (var files = java.nio.file.Files.walk(service.folder.resolve("docs"))) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("rollback.sh"))
          .findFirst()
          .orElseThrow(() -> new AssertionError("there is no rollback.sh"));
    }
  }

  static <T> T yes(Answer<T> answer) {
    return switch (answer) {
      case Answer.Yes<T> yes -> yes.value();
      case Answer.No<T> no -> fail("refused: " + no.refusal());
    };
  }

  @Override
  public void close() {
    dies();
    slipway.close();
    service.close();
  }
}
