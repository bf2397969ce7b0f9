package dev.slipway.shell.repl;

import dev.slipway.Slipway;
import dev.slipway.command.ExitCode;
import dev.slipway.command.Session;
import dev.slipway.control.Worker;
import dev.slipway.shell.StateFolder;
import dev.slipway.shell.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jline.terminal.Size;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.shell.core.autoconfigure.TerminalCustomizer;

/** The interactive shell, from its first prompt to its last. */
public final class Repl {
  private Repl() {}

  /** The same with what this process finds around itself. */
  public static int run(Slipway slipway, Session session, List<String> greeting) {
    return run(slipway, session, greeting, Surroundings.ofThisProcess());
  }

  /**
   * Runs until the person leaves. Performs effects meanwhile: a process that has a worker of its
   * own closes it first.
   *
   * @param session who types; what needs a process is done here, except {@code demo}, which stays
   *     with the session's host
   * @param greeting lines shown above the first prompt
   * @return the exit code
   */
  public static int run(
      Slipway slipway, Session session, List<String> greeting, Surroundings here) {
    return run(slipway, session, greeting, here, builder -> {});
  }

  /**
   * @param terminal may lead the shell to another terminal than the one of this process
   */
  static int run(
      Slipway slipway,
      Session session,
      List<String> greeting,
      Surroundings here,
      TerminalCustomizer terminal) {
    // Whatever libraries have to log would land between the lines of the screen.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    ConcurrentLinkedQueue<String> trouble = new ConcurrentLinkedQueue<>();
    try (Ending ending = new Ending();
        Worker worker = slipway.worker(trouble::add)) {
      Room room = new Room(slipway, session, worker, ending, greeting, here, trouble);
      SpringApplication application = new SpringApplication(ReplConfiguration.class);
      application.setBannerMode(Banner.Mode.OFF);
      application.setLogStartupInfo(false);
      application.setWebApplicationType(WebApplicationType.NONE);
      application.setRegisterShutdownHook(false);
      application.setAddCommandLineProperties(false);
      application.setDefaultProperties(properties(StateFolder.ready(here)));
      application.addInitializers(context -> {
        context.getBeanFactory().registerSingleton("room", room);
        context.getBeanFactory().registerSingleton("whichTerminal", terminal);
      });
      application.run().close();
      return ending.asked().orElse(ExitCode.DONE).code();
    }
  }

  /** A session at a terminal that nobody sees, in which a list is looked at. */
  public static void rehearse(Slipway slipway, Session session, Surroundings here) {
    byte[] keys = "list\rexit\r".getBytes(StandardCharsets.US_ASCII);
    var unused =
        run(
            slipway,
            session,
            List.of("slipway"),
            here,
            builder ->
                builder
                    .system(false)
                    .streams(new ByteArrayInputStream(keys), OutputStream.nullOutputStream())
                    .type("xterm-256color")
                    .size(new Size(100, 40))
                    .encoding(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> properties(Optional<Path> state) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("spring.main.lazy-initialization", "false");
    properties.put("spring.shell.history.enabled", state.isPresent());
    properties.put("spring.shell.history.name", "history");
    state.ifPresent(folder -> properties.put("spring.shell.config.location", folder.toString()));
    // Spring Shell's own commands: ours say the same with our words, and its script command would
    // go around our parser.
    for (String command : List.of("help", "clear", "version", "script", "history")) {
      properties.put("spring.shell.command." + command + ".enabled", false);
    }
    properties.put("logging.level.org.jline", "ERROR");
    return properties;
  }
}
