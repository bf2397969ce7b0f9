package dev.slipway.shell.demo;

import dev.slipway.Slipway;
import dev.slipway.catalog.CatalogueReader;
import dev.slipway.catalog.Reading;
import dev.slipway.control.SystemClock;
import dev.slipway.control.Worker;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.plan.Catalogue;
import dev.slipway.shell.PageNews;
import dev.slipway.shell.render.Palette;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One run of the demo: a ground of its own, the story, and everything put away again except the
 * documents.
 */
public final class Demonstration implements AutoCloseable {
  private static final Duration BAKE = Duration.ofSeconds(15);
  private static final Duration BAKE_FAST = Duration.ofSeconds(8);
  private static final Duration READING = Duration.ofSeconds(2);

  private final Wish wish;
  private final Telling telling;
  private final PracticeGround ground;
  private final Slipway slipway;
  private final Worker worker;
  private final CleanUp cleanUp;

  /**
   * @param fast without pauses and with shorter stages
   * @param healthy without a fault: the release finishes
   */
  public record Wish(boolean fast, boolean healthy, boolean jsonl, String programVersion) {}

  private Demonstration(
      Wish wish,
      Telling telling,
      PracticeGround ground,
      Slipway slipway,
      Worker worker,
      CleanUp cleanUp) {
    this.wish = wish;
    this.telling = telling;
    this.ground = ground;
    this.slipway = slipway;
    this.worker = worker;
    this.cleanUp = cleanUp;
  }

  /**
   * Sets the stage. From its first moment on, Ctrl-C puts away what there is by then.
   *
   * @param palette how the terminal behind {@code out} may be written to
   * @param trouble hears what goes wrong while driving, and what an interruption came to
   * @throws IOException with words for people when something it needs is missing
   */
  public static Demonstration prepare(
      Wish wish, Palette palette, PrintStream out, PrintStream trouble) throws IOException {
    Telling telling =
        wish.jsonl() ? new TellingJson(out) : new TellingText(out, palette, Instant.now());
    telling.scene(
        "Practice fleet. Nothing leaves this computer; Ctrl-C ends and cleans up.",
        "Times are short: one second here stands for a minute in earnest.");
    Path folder = Files.createTempDirectory("slipway-demo-");
    CleanUp cleanUp = new CleanUp(trouble);
    cleanUp.add(() -> sweep(folder));
    try {
      Instant begin = Instant.now();
      Duration bake = wish.fast() ? BAKE_FAST : BAKE;
      PracticeGround ground =
          PracticeGround.prepare(new PracticeGround.Wish(folder, bake, bake, true));
      cleanUp.add(ground::close);
      telling.scene(
          "router :"
              + ground.fleet().addresses().router().getPort()
              + ", shop v1 ×4, "
              + PracticeGround.RATE
              + " requests per second ... ok "
              + seconds(begin),
          "Look at it: " + ground.page());
      Slipway slipway =
          Slipway.open(
              new Slipway.Settings(
                  catalogue(ground),
                  ground.storeFile(),
                  ground.documents(),
                  wish.programVersion()));
      cleanUp.add(slipway::close);
      Worker worker = slipway.worker(trouble::println);
      cleanUp.add(worker::close);
      PageNews page =
          PageNews.following(slipway.desk(), ground.fleet().addresses().file(), new SystemClock());
      cleanUp.add(page::close);
      return new Demonstration(wish, telling, ground, slipway, worker, cleanUp);
    } catch (IOException | OutsideFailure | Store.Unavailable failed) {
      cleanUp.close();
      throw failed instanceof IOException io ? io : new IOException(failed.getMessage(), failed);
    }
  }

  /** Whether an interruption is putting everything away: what fails from then on is no fault. */
  public boolean isEnding() {
    return cleanUp.isRunning();
  }

  private static String seconds(Instant since) {
    return String.format(
        java.util.Locale.ROOT,
        "%.1f s",
        Duration.between(since, Instant.now()).toMillis() / 1000.0);
  }

  private static Catalogue catalogue(PracticeGround ground) throws IOException {
    return switch (CatalogueReader.ofThisUser().read(ground.configurationFile())) {
      case Reading.Read read -> read.catalogue();
      case Reading.Problems problems ->
          throw new IOException("the practice configuration is wrong: " + problems.all());
    };
  }

  /**
   * Tells the story.
   *
   * @return what did not go as it should; empty when all went well
   */
  public List<String> tell() throws InterruptedException {
    Duration pause = wish.fast() || wish.jsonl() ? Duration.ZERO : READING;
    PracticeRelease.Ending ending =
        new PracticeRelease(ground, slipway, telling, wish.healthy(), pause).tell();
    if (!wish.jsonl()) {
      closing(ending.release());
    }
    return ending.wrong();
  }

  private void closing(ReleaseRecord release) {
    long failed = 0;
    long requests = 0;
    List<String> files = new ArrayList<>();
    for (ReleaseRecord.Told told : release.story()) {
      if (told.fact() instanceof dev.slipway.journal.Fact.Affected affected) {
        failed = affected.failures();
        requests = affected.requests();
      }
      if (told.fact() instanceof dev.slipway.journal.Fact.DocumentsWritten written) {
        written.files().stream()
            .map(file -> "  " + Path.of(file).getFileName())
            .filter(name -> !files.contains(name))
            .forEach(files::add);
      }
    }
    if (wish.healthy()) {
      telling.scene("✔ shop v2 serves everybody, and the old fleet is gone. Exit code 0.");
    } else {
      telling.scene(
          "✔ shop v2 was rolled back by itself and v1 is healthy. Of "
              + requests
              + " requests on v2, "
              + failed
              + " failed; users on v1 noticed nothing. A pipeline would see exit code 7.");
    }
    files.addFirst("Written for you, kept in " + ground.documents() + ":");
    telling.scene(files.toArray(String[]::new));
  }

  public Slipway slipway() {
    return slipway;
  }

  public PracticeGround ground() {
    return ground;
  }

  /**
   * From here on somebody else performs effects for this store: the shell the reader goes on in.
   */
  public void handOver() {
    worker.close();
  }

  /** What the reader may try next, in the shell. */
  public static List<String> greeting() {
    return List.of(
        "Your turn: you are in the shell, and the fleet is running. TAB completes.",
        "  show shop/2                    what happened, in one screen",
        "  audit list shop/2 --verify     every step, hash-chained",
        "  new shop v3                    a repaired version; then plan shop/3,",
        "                                 demo approve shop/3, start shop/3",
        "  demo break v3 --latency 800ms  while it moves: errors stay 0, p95 does not",
        "  rollback shop                  back at once, from anywhere",
        "  exit                           ends the practice fleet");
  }

  @Override
  public void close() {
    cleanUp.close();
  }

  /** Everything but the documents goes; without documents, the folder goes too. */
  private static void sweep(Path folder) {
    Path documents = folder.resolve("documents");
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        boolean keep =
            path.startsWith(documents) || (path.equals(folder) && Files.exists(documents));
        if (!keep) {
          Files.deleteIfExists(path);
        }
      }
    } catch (IOException leftOver) {
      // A temporary folder that could not be emptied harms nobody.
    }
  }
}
