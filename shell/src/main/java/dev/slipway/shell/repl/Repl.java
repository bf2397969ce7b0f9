package dev.slipway.shell.repl;

import dev.slipway.Slipway;
import dev.slipway.command.ExitCode;
import dev.slipway.command.Session;
import dev.slipway.control.Worker;
import dev.slipway.shell.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.support.GenericApplicationContext;

/** The interactive shell, from its first prompt to its last. */
public final class Repl {
  private Repl() {}

  /**
   * What a shell works with.
   *
   * @param session who types; what needs a process is done here, except {@code demo}, which stays
   *     with the session's host
   * @param greeting lines shown above the first prompt
   */
  public record Place(Slipway slipway, Session session, List<String> greeting) {
    public Place {
      greeting = List.copyOf(greeting);
    }
  }

  /**
   * Runs until the person leaves. Performs effects meanwhile: a process that has a worker of its
   * own closes it first.
   *
   * @return the exit code
   */
  public static int run(
      Slipway slipway, Session session, List<String> greeting, Surroundings here) {
    return run(() -> new Place(slipway, session, greeting), here);
  }

  /**
   * The same, with a place that is opened while the shell itself starts. What opening it throws is
   * thrown here.
   */
  public static int run(Supplier<Place> opening, Surroundings here) {
    return run(opening, here, builder -> {});
  }

  /**
   * @param terminal may lead the shell to another terminal than the one of this process
   */
  static int run(Supplier<Place> opening, Surroundings here, Consumer<TerminalBuilder> terminal) {
    // Whatever libraries have to log would land between the lines of the screen.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    try (Ending ending = new Ending()) {
      run(opening, ending, here, terminal);
      return ending.asked().orElse(ExitCode.DONE).code();
    }
  }

  private static void run(
      Supplier<Place> opening,
      Ending ending,
      Surroundings here,
      Consumer<TerminalBuilder> terminal) {
    CompletableFuture<Room> room =
        CompletableFuture.supplyAsync(
            () -> room(opening.get(), ending, here),
            task -> Thread.ofPlatform().name("opening").daemon(true).start(task));
    try {
      application(room, terminal).run().close();
    } catch (RuntimeException failed) {
      // Spring tells which bean it was; people want to know what is wrong with the place.
      throw whyNotOpened(room).orElse(failed);
    } finally {
      // Never left behind: the caller closes the store next.
      room.handle((opened, failure) -> Optional.ofNullable(opened))
          .join()
          .ifPresent(opened -> opened.worker().close());
    }
  }

  private static Room room(Place place, Ending ending, Surroundings here) {
    ConcurrentLinkedQueue<String> trouble = new ConcurrentLinkedQueue<>();
    Worker worker = place.slipway().worker(trouble::add);
    return new Room(
        place.slipway(), place.session(), worker, ending, place.greeting(), here, trouble);
  }

  private static Optional<RuntimeException> whyNotOpened(CompletableFuture<Room> room) {
    return room.isCompletedExceptionally() && room.exceptionNow() instanceof RuntimeException reason
        ? Optional.of(reason)
        : Optional.empty();
  }

  private static SpringApplication application(
      CompletableFuture<Room> room, Consumer<TerminalBuilder> customizer) {
    SpringApplication application = new SpringApplication(ReplConfiguration.class);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setRegisterShutdownHook(false);
    application.setAddCommandLineProperties(false);
    application.addInitializers(context -> {
      GenericApplicationContext beans = (GenericApplicationContext) context;
      beans.registerBean(
          "terminal",
          Terminal.class,
          () -> terminal(customizer),
          bean -> bean.setDestroyMethodName("close"));
      // Lazily: nothing waits for the place before it needs it.
      beans.registerBean("room", Room.class, room::join, bean -> bean.setLazyInit(true));
    });
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
            () -> new Place(slipway, session, List.of("slipway")),
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
