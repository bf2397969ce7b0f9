package dev.slipway.shell;

import dev.slipway.catalog.PersonalSettings;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * What a process finds around itself. Tests make their own.
 *
 * @param folder where it was started
 * @param out receives results, and {@code err} everything else
 * @param inTerminal whether a person can be asked; likewise whether a person reads {@code out} and
 *     {@code err}
 * @param width columns of the terminal, asked only when something is drawn
 */
public record Surroundings(
    Map<String, String> environment,
    Path folder,
    Path home,
    BufferedReader in,
    PrintStream out,
    PrintStream err,
    boolean inTerminal,
    boolean outTerminal,
    boolean errTerminal,
    IntSupplier width,
    ZoneId zone) {
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  public static Surroundings ofThisProcess() {
    // Written in UTF-8 whatever the locale: what cannot be shown is folded before it gets here, and
    // names stay right in files.
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    return new Surroundings(
        System.getenv(),
        Path.of("").toAbsolutePath(),
        Path.of(System.getProperty("user.home", ".")),
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
        out,
        err,
        TerminalProbe.isTerminal(0),
        TerminalProbe.isTerminal(1),
        TerminalProbe.isTerminal(2),
        () -> TerminalProbe.width(System.getenv()),
        ZoneId.systemDefault());
  }

  /** A variable that is set and not empty. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /**
   * What this person set for themselves; read anew each time, which costs nothing without a file.
   */
  public PersonalSettings personal() {
    Path folder =
        variable("XDG_CONFIG_HOME")
            .map(Path::of)
            .filter(Path::isAbsolute)
            .orElse(home.resolve(".config"));
    return PersonalSettings.read(folder.resolve("slipway").resolve("config.yaml"));
  }

  /** Whether lines are for listening to: by a variable for this start, or by the person's file. */
  public boolean isAccessible() {
    return variable("SLIPWAY_ACCESSIBLE")
        .map(value -> !value.equals("0"))
        .orElseGet(() -> personal().accessible());
  }

  /** Whether the locale can show more than ASCII. */
  public boolean speaksUnicode() {
    String locale =
        variable("LC_ALL").or(() -> variable("LC_CTYPE")).or(() -> variable("LANG")).orElse("");
    String upper = locale.toUpperCase(Locale.ROOT);
    return upper.contains("UTF-8") || upper.contains("UTF8");
  }
}
