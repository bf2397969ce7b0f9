package dev.slipway.shell.faults;

import dev.slipway.SteadyUsers.Visit;
import dev.slipway.journal.Verification;
import dev.slipway.outside.exec.AService;
import dev.slipway.rollout.Finished;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Lives one row of the matrix: a whole release on the real parts, and one fault in it. */
final class FaultMatrix {
  private static final String OLD = "v1";
  private static final String NEW = "v2";

  /** Of sixty or more users so many more than planned may meet a version by luck. */
  private static final int LUCK = 20;

  private static final int ENOUGH_USERS = 60;

  /**
   * A row as it was lived.
   *
   * @param met what users met while the fault lasted
   * @param read the line a person read of it
   * @param recovered how it went on
   */
  record Cell(Row row, String met, String read, String recovered, long failed, Duration took) {
    /** A line of the table. */
    String line() {
      return String.format(
          Locale.ROOT,
          "| %s | %s, %s | %s | %s | %s | %d | %.0f s |",
          row.part,
          row.fault,
          row.at.words,
          met,
          read.replace("|", "\\|"),
          recovered,
          failed,
          took.toMillis() / 1000.0);
    }
  }

  static final List<String> HEAD =
      List.of(
          "| part | fault | users meanwhile | on the screen | recovery | failed requests | took |",
          "|---|---|---|---|---|---|---|");

  private FaultMatrix() {}

  static Cell live(Row row, Path folder) throws Exception {
    try (FaultGround ground = new FaultGround(folder, row)) {
      return new Life(row, ground).lived();
    }
  }

  private record Life(Row row, FaultGround ground) {
    Cell lived() throws Exception {
      row.before.on(ground);
      ground.works();
      ground.released(NEW);
      return row.at == Moment.PLANNED ? refused() : struck();
    }

    /** It does not start, says why, and starts when that is mended. */
    private Cell refused() throws Exception {
      row.strike.on(ground);
      long struck = System.nanoTime();
      FaultGround.Said said = ground.runs("start", "search", "--yes");
      if (said.exit() == 0) {
        throw new AssertionError("it started: " + said.text());
      }
      row.says.forEach(words -> isIn(words.getFirst(), said.words()));
      String read = row.says.getFirst().getFirst();
      row.next.ifPresent(command -> isIn(command, said.words()));
      String met = met(0);
      row.mend.on(ground);
      AService.await(() -> ground.runs("start", "search", "--yes").exit() == 0, "it starts");
      ground.watches();
      return ended(struck, met, read);
    }

    private Cell struck() throws Exception {
      ground.started();
      if (row.asked.isPresent()) {
        ground.until(Moment.BAKING::is, Moment.BAKING.words);
        row.asked.get().on(ground);
      }
      ground.until(row.at::is, row.at.words);
      if (row.at == Moment.BAKING) {
        ground.await(ground::isFoundWell, "a check that finds it well");
      }
      // On the way back those who are on it stay as long as the fault keeps them there.
      int share =
          row.asked.isPresent()
              ? ground.release().plan().orElseThrow().stages().getFirst().weight().percent()
              : ground.state().desired().weight().percent();
      row.strike.on(ground);
      long struck = System.nanoTime();
      String read = read();
      String met = met(share);
      row.next.ifPresent(next -> ground.await(() -> ground.isNext(next), next + " is shown"));
      row.mend.on(ground);
      return ended(struck, met, read);
    }

    private Cell ended(long struck, String met, String read) {
      ground.until(row.end, "the end");
      Duration took = Duration.ofNanos(System.nanoTime() - struck);
      boolean finished = ground.state() instanceof Finished;
      String version = finished ? NEW : OLD;
      List<Visit> last = visits(ENOUGH_USERS);
      if (!last.stream().allMatch(visit -> visit.version().equals(version) && !visit.failed())) {
        throw new AssertionError("not everybody is on " + version + ": " + last);
      }
      isIn("Users: 100 % on " + version, ground.shown());
      if (!(ground.slipway().desk().verify() instanceof Verification.Result.Sound)) {
        throw new AssertionError("the journal is broken");
      }
      long failed = ground.users.since(struck).stream().filter(Visit::failed).count();
      if (row.nobodyFails && failed > 0) {
        throw new AssertionError(failed + " requests failed");
      }
      return new Cell(
          row,
          met,
          read,
          row.next.map(next -> "`" + next + "`, then ").orElse("by itself: ")
              + ground.typed().map(typed -> "`" + typed + "` for too few users, then ").orElse("")
              + (finished ? "finished" : "rolled back"),
          failed,
          took);
    }

    /** Everything that has to be read, as soon as it can be. */
    private String read() {
      try {
        ground.await(
            () -> {
              boolean over = ground.isWatchedToTheEnd();
              boolean all = row.says.stream().allMatch(words -> foundOne(words).isPresent());
              if (over && !all) {
                throw new AssertionError("it is over");
              }
              return all;
            },
            "words");
      } catch (AssertionError never) {
        throw new AssertionError(
            row.says
                + " are not all in\n"
                + ground.shown()
                + "\n"
                + String.join("\n", ground.watched())
                + "\n"
                + ground.service.read("work.log"),
            never);
      }
      return row.says.stream().findFirst().flatMap(this::foundOne).orElse("");
    }

    private Optional<String> foundOne(List<String> choice) {
      return choice.stream().flatMap(words -> found(words).stream()).findFirst();
    }

    /** The line with these words. */
    private Optional<String> found(String words) {
      for (String line : ground.watched()) {
        if (line.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT))) {
          return Optional.of(
              line.replaceFirst("^[0-9:]*Z search/[0-9]+ ", "")
                  .replace(ground.service.folder.toString(), "…"));
        }
      }
      return ground.shown().toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT))
          ? Optional.of(words)
          : Optional.empty();
    }

    private String met(int share) {
      if (row.users == Row.Users.WAIT) {
        return "nobody is answered";
      }
      List<Visit> visits = visits(ENOUGH_USERS);
      long fresh = visits.stream().filter(visit -> visit.version().equals(NEW)).count();
      int percent = (int) Math.round(100.0 * fresh / visits.size());
      int most =
          switch (row.users) {
            case STAY -> Math.min(100, share == 0 ? 0 : share + LUCK);
            case ARE_ON_THE_OLD -> 0;
            case WAIT, GO_ON -> 100;
          };
      if (percent > most) {
        throw new AssertionError(percent + " % meet " + NEW + ", planned were " + share);
      }
      return percent + " % on the new version";
    }

    /** So many users who came from now on, and what they met. */
    private List<Visit> visits(int atLeast) {
      long now = System.nanoTime();
      AService.await(() -> ground.users.since(now).size() >= atLeast, "more users");
      return ground.users.since(now);
    }

    private static void isIn(String part, String all) {
      if (!all.contains(part)) {
        throw new AssertionError("\"" + part + "\" is not in: " + all);
      }
    }
  }
}
