package dev.slipway.shell.repl;

import dev.slipway.Slipway;
import dev.slipway.command.ExitCode;
import dev.slipway.command.Session;
import dev.slipway.shell.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.shell.jline.JLineShellRunner;

/** The interactive shell, from its first prompt to its last. */
public final class Repl {
  private static final Executor BACKGROUND =
      task -> Thread.ofPlatform().name("opening").daemon(true).start(task);

  private Repl() {}

  /**
   * Runs until the person leaves. Performs effects meanwhile: a process that has a worker of its
   * own closes it first.
   *
   * @return the exit code
   */
  public static int run(
      Slipway slipway, Session session, List<String> greeting, Surroundings here) {
    return run(() -> new OwnStore.Place(slipway, session, greeting), here);
  }

  /**
   * The same, with a place that is opened while the terminal gets ready. What opening it throws is
   * thrown here, before there is a prompt.
   */
  public static int run(Supplier<? extends Counterpart.Place> opening, Surroundings here) {
    return run(opening, here, builder -> {});
  }

  /**
   * @param terminal may lead the shell to another terminal than the one of this process
   */
  static int run(
      Supplier<? extends Counterpart.Place> opening,
      Surroundings here,
      Consumer<TerminalBuilder> terminal) {
    // Whatever libraries have to log would land between the lines of the screen.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    try (Ending ending = new Ending()) {
      run(opening, ending, here, terminal);
      return ending.asked().orElse(ExitCode.DONE).code();
    }
  }

  private static void run(
      Supplier<? extends Counterpart.Place> opening,
      Ending ending,
      Surroundings here,
      Consumer<TerminalBuilder> customizer) {
    CompletableFuture<Counterpart.Place> opened =
        CompletableFuture.supplyAsync(opening::get, BACKGROUND);
    CompletableFuture<ConfigurableApplicationContext> shell = new CompletableFuture<>();
    try (Terminal terminal = terminal(customizer)) {
      LineReader reader = FirstPrompt.reader(terminal, here, new Later(shell));
      FirstPrompt first = FirstPrompt.of(reader, got(opened), ending, here);
      run(first, shell);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } finally {
      // Never left behind: the caller closes the store next.
      var unused = ifThere(opened);
    }
  }

  /** The prompt is there before the worker and Spring are; a line typed at once waits for both. */
  private static void run(
      FirstPrompt first, CompletableFuture<ConfigurableApplicationContext> shell) {
    Thread reading = Thread.currentThread();
    shell.completeAsync(
        () -> {
          first.counterpart().begin();
          return application(first).run();
        },
        BACKGROUND);
    var unused =
        shell.whenComplete((started, failure) -> {
          if (failure != null) {
            reading.interrupt();
          }
        });
    try {
      first.input().readAhead();
      got(shell).getBean(JLineShellRunner.class).run(new String[0]);
    } catch (EndOfFileException left) {
      // Before anything was there to run a line.
    } catch (RuntimeException broken) {
      throw broken;
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    } finally {
      // Never left behind: the caller closes the store next.
      ifThere(shell).ifPresent(ConfigurableApplicationContext::close);
      first.counterpart().close();
    }
  }

  private static <T> T got(CompletableFuture<T> wanted) {
    try {
      return wanted.join();
    } catch (CompletionException failed) {
      // What interrupted the reading of a line was this; the way out is not interrupted as well.
      Thread.interrupted();
      throw failed.getCause() instanceof RuntimeException reason ? reason : failed;
    }
  }

  /** Waits for it; empty when it failed. */
  static <T> Optional<T> ifThere(CompletableFuture<T> wanted) {
    return wanted.handle((value, failure) -> Optional.ofNullable(value)).join();
  }

  private static SpringApplication application(FirstPrompt first) {
    SpringApplication application = new SpringApplication(ReplConfiguration.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setRegisterShutdownHook(false);
    application.setAddCommandLineProperties(false);
    application.addInitializers(context ->
        ((GenericApplicationContext) context).registerBean(FirstPrompt.class, () -> first));
    return application;
  }

  private static Terminal terminal(Consumer<TerminalBuilder> customizer) {
    try {
      TerminalBuilder builder =
          TerminalBuilder.builder().systemOutput(TerminalBuilder.SystemOutput.SysOut);
      customizer.accept(builder);
      return builder.build();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** A session at a terminal that nobody sees, in which a list is looked at. */
  public static void rehearse(Slipway slipway, Session session, Surroundings here) {
    byte[] keys = "list\rexit\r".getBytes(StandardCharsets.US_ASCII);
    var unused =
        run(
            () -> new OwnStore.Place(slipway, session, List.of("slipway")),
            here,
            builder ->
                builder
                    .system(false)
                    .streams(new ByteArrayInputStream(keys), OutputStream.nullOutputStream())
                    .type("xterm-256color")
                    .size(new Size(100, 40))
                    .encoding(StandardCharsets.UTF_8));
  }
}
