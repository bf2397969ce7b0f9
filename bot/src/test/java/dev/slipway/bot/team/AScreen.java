package dev.slipway.bot.team;

import dev.slipway.rig.APseudoTerminal;
import dev.slipway.rig.Needed;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The shell's program at a real terminal, and what a person sees on its screen. Program and screen
 * come from where the build has put them: the server knows neither.
 */
final class AScreen implements AutoCloseable {
  /** Far longer than anything takes on a slow machine. */
  private static final Duration IN_VAIN = Duration.ofSeconds(Integer.getInteger("vain", 60));

  private static final Pattern CUT = Pattern.compile("\u001b(\\[[0-9;?]*)?$");
  private static final String MAIN = "dev.slipway.shell.Main";
  final APseudoTerminal terminal;
  private final Object screen;
  private final Method write;
  private final Method size;
  private int shown;

  AScreen(Path folder, int columns, int rows, String... words) throws Exception {
    Path unused = Needed.program("script");
    String classPath =
        Needed.there(classPath(), "the shell's program is not built: mvn package -pl shell -am");
    this.terminal = new APseudoTerminal(folder, classPath, MAIN, columns, rows, List.of(words));
    Class<?> type = screens(classPath).loadClass("org.jline.builtins.ScreenTerminal");
    Constructor<?> constructor = type.getConstructor(int.class, int.class);
    this.screen = constructor.newInstance(columns, rows);
    this.write = type.getMethod("write", CharSequence.class);
    this.size = type.getMethod("setSize", int.class, int.class);
  }

  @SuppressWarnings("resource") // as long as the screen
  private static ClassLoader screens(String classPath) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  private static Optional<String> classPath() throws IOException {
    for (Path root = Path.of("").toAbsolutePath(); root != null; root = root.getParent()) {
      Path classes = root.resolve("target/jt/shell-main");
      if (Files.isDirectory(classes)) {
        return Optional.of(classes + File.pathSeparator + System.getProperty("java.class.path"));
      }
      Path build = root.resolve("shell/target");
      if (Files.isRegularFile(build.resolve("class-path"))) {
        String libraries =
            Files.readString(build.resolve("class-path"), StandardCharsets.UTF_8).strip();
        return Optional.of(
            build.resolve("lib/slipway-shell.jar")
                + File.pathSeparator
                + Arrays.stream(libraries.split(":", -1))
                    .map(name -> build.resolve(name).toString())
                    .collect(Collectors.joining(File.pathSeparator)));
      }
    }
    return Optional.empty();
  }

  AScreen press(String keys) throws IOException {
    terminal.press(keys);
    return this;
  }

  void resize(int columns, int rows) throws Exception {
    see();
    Object unused = size.invoke(screen, columns, rows);
    terminal.resize(columns, rows);
  }

  /** The screen, row by row, without the blanks behind and below. */
  String text() throws ReflectiveOperationException {
    see();
    return Arrays.stream(screen.toString().split("\n", -1))
        .map(String::stripTrailing)
        .collect(Collectors.joining("\n"))
        .stripTrailing();
  }

  private void see() throws ReflectiveOperationException {
    String written = terminal.written();
    // A sequence that is cut in two would be shown as letters.
    Matcher cut = CUT.matcher(written).region(shown, written.length());
    int end = cut.find() ? cut.start() : written.length();
    if (end > shown) {
      Object unused = write.invoke(screen, written.substring(shown, end));
      shown = end;
    }
  }

  /** Waits until the screen is so; the test's time limit ends a wait in vain. */
  String awaits(Predicate<String> like) throws Exception {
    long report = System.nanoTime() + IN_VAIN.toNanos();
    while (true) {
      String text = text();
      if (like.test(text)) {
        return text;
      }
      if (System.nanoTime() > report) {
        throw new AssertionError("in vain; the screen is\n" + text);
      }
      Thread.sleep(30);
    }
  }

  String awaits(String words) throws Exception {
    return awaits(text -> text.contains(words));
  }

  /** Whether the last row that is not empty ends like this. */
  String awaitsLastRow(String end) throws Exception {
    return awaits(text -> text.endsWith(end));
  }

  @Override
  public void close() {
    terminal.close();
  }
}
