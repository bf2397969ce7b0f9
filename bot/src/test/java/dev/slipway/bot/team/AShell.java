package dev.slipway.bot.team;

import dev.slipway.rig.Needed;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * The shell's program, as its launcher runs it. The server knows nothing of it, so it is found by
 * name, where the build has put it.
 */
final class AShell {
  private static final String MAIN = "dev.slipway.shell.Main";
  private final Path folder;
  private final Path home;
  private final Map<String, String> environment = new HashMap<>(Map.of("LANG", "C.UTF-8"));
  private boolean terminal;
  private String typed = "";

  /** What a line came to. */
  record Said(int exit, String out, String err) {
    String all() {
      return out + err;
    }
  }

  AShell(Path folder, Path home) {
    this.folder = folder;
    this.home = home;
  }

  AShell variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** A person sits there and will type this. */
  AShell typing(String lines) {
    terminal = true;
    typed = lines;
    return this;
  }

  AShell piping(String lines) {
    terminal = false;
    typed = lines;
    return this;
  }

  Said runs(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try {
      Class<?> main = program().loadClass(MAIN);
      Class<?> surroundings = program().loadClass("dev.slipway.shell.Surroundings");
      Constructor<?> constructor =
          List.of(surroundings.getConstructors()).stream()
              .filter(one -> one.getParameterCount() == surroundings.getRecordComponents().length)
              .findFirst()
              .orElseThrow();
      IntSupplier width = () -> 80;
      Object here =
          constructor.newInstance(
              environment,
              folder,
              home,
              new BufferedReader(new StringReader(typed)),
              new PrintStream(out, true, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8),
              terminal,
              terminal,
              terminal,
              width,
              ZoneOffset.UTC);
      Method run = main.getDeclaredMethod("run", surroundings, List.class);
      run.setAccessible(true);
      int exit = (int) run.invoke(null, here, List.of(words));
      return new Said(
          exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } catch (ReflectiveOperationException broken) {
      throw new LinkageError("the shell cannot be run", broken);
    }
  }

  private static final class Found {
    static final Optional<ClassLoader> LOADER = found();

    private static Optional<ClassLoader> found() {
      ClassLoader here = AShell.class.getClassLoader();
      try {
        var unused = here.loadClass(MAIN);
        return Optional.of(here);
      } catch (ClassNotFoundException elsewhere) {
        for (Path root = Path.of("").toAbsolutePath(); root != null; root = root.getParent()) {
          for (String built : List.of("target/jt/shell-main", "shell/target/classes")) {
            if (Files.isDirectory(root.resolve(built))) {
              return Optional.of(loader(root.resolve(built), here));
            }
          }
        }
        return Optional.empty();
      }
    }

    @SuppressWarnings("resource") // for as long as the tests run
    private static ClassLoader loader(Path classes, ClassLoader above) {
      try {
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, above);
      } catch (MalformedURLException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static ClassLoader program() {
    return Needed.there(Found.LOADER, "the shell is not built: mvn package -pl shell -am");
  }

  /** A file of this home, relative to it. */
  String file(String name) throws IOException {
    return Files.readString(home.resolve(name), StandardCharsets.UTF_8);
  }
}
