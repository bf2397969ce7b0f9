package dev.slipway.bot;

import dev.slipway.Slipway;
import dev.slipway.bot.discord.ServedDiscord;
import dev.slipway.bot.slack.ServedSlack;
import dev.slipway.outside.store.APostgres;
import dev.slipway.outside.store.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Seconds from the start of a server's process, and from the moment at which its JVM runs our first
 * line, to the first line that it tells below the message of the process before, which was the only
 * one and was killed with SIGKILL. What it tells happened while nobody was there. Arguments: kills
 * for each platform and store, seed.
 */
public final class Reattachments implements AutoCloseable {
  private static final int KILLS = 10;
  private static final Duration AIM = Duration.ofSeconds(5);
  private static final Duration GIVEN_UP = Duration.ofMinutes(2);

  private final ServedChat chat;
  private final Path configuration;
  private final Slipway slipway;
  private final ToldRelease release;
  private ServerProcess server;

  Reattachments(Path folder, ServedChat chat, Optional<PostgresServer> database) throws Exception {
    this.chat = chat;
    configuration = ServerProcess.configure(folder, chat, database);
    slipway = ServerProcess.open(configuration);
    release = ToldRelease.opened(slipway.store(), chat);
    server = ServerProcess.start(configuration);
    until("its message", () -> release.roots() == 1);
  }

  private interface Condition {
    boolean holds();
  }

  private void until(String what, Condition so) throws InterruptedException {
    long end = System.nanoTime() + GIVEN_UP.toNanos();
    while (!so.holds()) {
      if (System.nanoTime() > end || !server.isAlive()) {
        throw new AssertionError(
            what
                + " is missing, see "
                + configuration.resolveSibling("log")
                + ": "
                + release.inChannel()
                + release.thread());
      }
      Thread.sleep(5);
    }
  }

  /**
   * From the kill of a process to the line that the next one tells.
   *
   * @param process since the process was asked for
   * @param jvm since the JVM ran
   */
  record Took(Duration process, Duration jvm) {}

  Took afterKill(int number, Duration alive) throws Exception {
    Thread.sleep(alive);
    server.kill();
    String what = "while nobody was there, " + number + ".";
    release.happens(what);
    server = ServerProcess.start(configuration);
    until("line " + number, () -> release.lines(what) > 0);
    Instant told = Instant.now();
    Took took =
        new Took(
            Duration.ofNanos(System.nanoTime() - server.begun()),
            Duration.between(server.runs().orElse(told), told));
    if (release.roots() != 1) {
      throw new AssertionError("more than one message: " + release.inChannel());
    }
    return took;
  }

  /** How many of the lines stand there more than once. */
  long twice(int kills) {
    long twice = 0;
    for (int number = 1; number <= kills; number++) {
      twice += release.lines("while nobody was there, " + number + ".") > 1 ? 1 : 0;
    }
    return twice;
  }

  @Override
  public void close() {
    server.close();
    slipway.close();
    chat.close();
  }

  public static void main(String[] arguments) throws Exception {
    int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : KILLS;
    RandomGenerator random =
        new java.util.Random(arguments.length > 1 ? Long.parseLong(arguments[1]) : 42);
    boolean good = true;
    for (boolean postgres : new boolean[] {false, true}) {
      for (boolean slack : new boolean[] {true, false}) {
        Path folder = Files.createTempDirectory("slipway-reattach-");
        Optional<PostgresServer> database =
            postgres ? Optional.of(APostgres.database()) : Optional.empty();
        List<Took> all = new ArrayList<>();
        long twice;
        try (Reattachments one =
            new Reattachments(folder, slack ? new ServedSlack() : new ServedDiscord(), database)) {
          for (int number = 1; number <= kills; number++) {
            all.add(one.afterKill(number, Duration.ofMillis(random.nextInt(500, 5_000))));
          }
          twice = one.twice(kills);
        }
        good &=
            print(
                (slack ? "Slack" : "Discord") + (postgres ? ", PostgreSQL" : ", SQLite"),
                all,
                twice);
      }
    }
    System.exit(good ? 0 : 1);
  }

  private static boolean print(String name, List<Took> all, long twice) {
    System.out.println(name + ": " + all.size() + " kills, told twice: " + twice);
    Duration unused = print("since the process was asked for", all, Took::process);
    Duration slowest = print("since its JVM runs (aim: " + AIM.toSeconds() + " s)", all, Took::jvm);
    return slowest.compareTo(AIM) <= 0 && twice == 0;
  }

  private static Duration print(String name, List<Took> all, Function<Took, Duration> which) {
    List<Duration> sorted = all.stream().map(which).sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "  %-34s fastest %5.2f s   median %5.2f s   slowest %5.2f s%n",
        name,
        seconds(sorted.getFirst()),
        seconds(sorted.get(sorted.size() / 2)),
        seconds(sorted.getLast()));
    return sorted.getLast();
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
