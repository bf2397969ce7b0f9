package dev.slipway.outside.exec;

import dev.slipway.rig.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A stranger's own service in a folder: a real git repository with tags v1 and v2, sh scripts that
 * deploy, tell, stop and share traffic, and one real process per instance.
 */
public final class AService implements AutoCloseable {
  public final Path folder;
  private final Map<String, Integer> ports = new LinkedHashMap<>();

  public AService(Path folder, String... instances) {
    this.folder = folder.toAbsolutePath();
    for (String instance : instances) {
      ports.put(instance, Ports.free());
    }
    scripts();
    repository();
  }

  private void scripts() {
    StringBuilder port = new StringBuilder();
    ports.forEach((name, number) ->
        port.append("  ").append(name).append(") port=").append(number).append(" ;;\n"));
    script(
        "deploy.sh",
        """
        echo "$1 $2 $3" >> deploys.log
        [ ! -f "fault-$2-$1.sh" ] || . "./fault-$2-$1.sh"
        case $1 in
        PORTS
        esac
        ./stop.sh "$1"
        JAVA -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx24m -cp CLASSES dev.slipway.outside.exec.TinyService \\
          "$PWD" "$1" "$2" "$port" > "$1.log" 2>&1 &
        echo $! > "$1.pid"
        [ ! -f "after-$2-$1.sh" ] || . "./after-$2-$1.sh"
        """
            .replace("PORTS", port.toString().stripTrailing())
            .replace("JAVA", "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "'")
            .replace("CLASSES", "'" + classes() + "'"));
    script(
        "running.sh", "[ ! -f \"broken-running\" ] || exit 7\ncat \"$1.up\" 2> /dev/null || :\n");
    script(
        "stop.sh",
        """
        if [ -f "$1.pid" ]; then
          kill "$(cat "$1.pid")" 2> /dev/null || :
          rm "$1.pid"
          while [ -f "$1.up" ]; do sleep 0.05; done
        fi
        """);
    script(
        "traffic.sh",
        "case $1 in blue) echo \"blue $2\" ;; *) echo \"blue $((100 - $2))\" ;; esac > share.new\nmv share.new share\n");
    script("traffic-read.sh", "cat share\n");
    write("share", "blue 100\n");
    script(
        "flag.sh",
        """
        [ ! -f broken-flag ] || . ./broken-flag
        echo "$2" > "flag-$1.new"
        echo "flag $2, $(cat share)" >> turns.log
        mv "flag-$1.new" "flag-$1"
        """);
    script(
        "flag-read.sh",
        """
        [ ! -f broken-flag-read ] || . ./broken-flag-read
        cat "flag-$1" 2> /dev/null || echo 0
        """);
  }

  /** A further version in the repository, whose commit names a flag. */
  public AService withFlag(String version, String flag) {
    write("notes.txt", version + "\n");
    git("add", "notes.txt");
    git("commit", "--quiet", "-m", "Say " + version, "-m", "Flag: " + flag);
    git("tag", version);
    return this;
  }

  /** From now on so many of a hundred requests of users who are shown what is new fail. */
  public void failsBehindFlag(int percent) {
    turns("failing-coupon_ui", percent + " 500");
  }

  private void repository() {
    write(".gitignore", "*\n!.gitignore\n!notes.txt\n");
    git("init", "--quiet", "--initial-branch=main");
    for (String version : List.of("v1", "v2", "v3")) {
      write("notes.txt", version + "\n");
      git("add", "notes.txt", ".gitignore");
      git("commit", "--quiet", "-m", "Say " + version);
      git("tag", version);
    }
  }

  /** Runs the deploy script, as a person would before Slipway knew the service. */
  public AService runs(String version, String... instances) {
    for (String instance : instances) {
      run("./deploy.sh", instance, version, "by-hand");
      await(() -> Files.exists(folder.resolve(instance + ".up")), instance + " is up");
    }
    return this;
  }

  /** What an instance says it runs; empty when it is down. */
  public String running(String instance) {
    return read(instance + ".up");
  }

  public String address(String instance) {
    return "127.0.0.1:" + ports.getOrDefault(instance, 0);
  }

  /** From now on an instance of a version answers with this status. */
  public void answers(String version, String instance, int status) {
    write("behaviour-" + version + "-" + instance, Integer.toString(status));
  }

  /** From now on so many of a hundred requests of users fail on a version; its health is good. */
  public void fails(String version, double percent) {
    answersUsers(version, percent, 500);
  }

  /** From now on so many of a hundred requests of users get this status; its health is good. */
  public void answersUsers(String version, double percent, int status) {
    turns("failing-" + version, percent + " " + status);
  }

  /** From now on every request of users takes so many milliseconds longer with each second. */
  public void slows(String version, int millis) {
    turns("slowing-" + version, System.currentTimeMillis() + " " + millis);
  }

  /** Neither fails nor gets slower any more. */
  public void heals(String version) {
    try {
      boolean unused = Files.deleteIfExists(folder.resolve("failing-" + version));
      boolean unusedToo = Files.deleteIfExists(folder.resolve("slowing-" + version));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** All at once: it is read at every request. */
  private void turns(String name, String text) {
    write(name + ".new", text);
    try {
      Path unused =
          Files.move(
              folder.resolve(name + ".new"), folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Lines of sh that run instead of a good deploy, before anything was touched. */
  public void deployDoes(String version, String instance, String lines) {
    write("fault-" + version + "-" + instance + ".sh", lines);
  }

  /** Lines of sh that run after a good deploy. */
  public void afterDeploy(String version, String instance, String lines) {
    write("after-" + version + "-" + instance + ".sh", lines);
  }

  /** Deploys that were begun: "search-1 v2 sha256:…". */
  public List<String> deploys() {
    return read("deploys.log").lines().toList();
  }

  public String read(String name) {
    try {
      Path file = folder.resolve(name);
      return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8).strip() : "";
    } catch (IOException gone) {
      return "";
    }
  }

  public void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void script(String name, String lines) {
    write(name, "#!/bin/sh\nset -eu\n" + lines);
    if (!folder.resolve(name).toFile().setExecutable(true)) {
      throw new AssertionError(name + " cannot be made executable");
    }
  }

  private void git(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org"));
    command.addAll(List.of(arguments));
    run(command.toArray(String[]::new));
  }

  /** Runs a program in the folder and wants success; what it printed. */
  public String run(String... command) {
    try {
      Path output = Files.createTempFile(folder, "run", ".out");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      String said = Files.readString(output, StandardCharsets.UTF_8);
      if (!ended || process.exitValue() != 0) {
        throw new AssertionError(List.of(command) + " said " + said);
      }
      return said;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  /** Something that can be asked again and again. */
  public interface Condition {
    boolean holds();
  }

  /** Waits until something is so; generous, because the machine may be slow. */
  public static void await(Condition condition, String what) {
    await(condition, what, Duration.ofSeconds(90));
  }

  /** The same for what takes long by itself. */
  public static void await(Condition condition, String what, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("never came: " + what);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new AssertionError(interrupted);
      }
    }
  }

  private static String classes() {
    return Path.of(TinyService.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .toString();
  }

  @Override
  public void close() {
    ports.keySet().forEach(instance -> run("./stop.sh", instance));
  }
}
