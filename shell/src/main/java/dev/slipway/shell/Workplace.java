package dev.slipway.shell;

import dev.slipway.ProgramVersion;
import dev.slipway.Slipway;
import dev.slipway.catalog.CatalogueFinder;
import dev.slipway.catalog.CatalogueReader;
import dev.slipway.catalog.Problem;
import dev.slipway.catalog.Reading;
import dev.slipway.command.ExitCode;
import dev.slipway.release.Actor;
import dev.slipway.view.Plain;
import dev.slipway.view.RefusalView;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The configuration that holds here and the core that works with it, both opened when they are
 * first needed.
 */
final class Workplace implements AutoCloseable {
  private final Path folder;
  private final CatalogueReader reader;
  private Reading.@Nullable Read configuration;
  private @Nullable Slipway slipway;

  Workplace(Surroundings here) {
    this.folder = here.folder();
    this.reader = new CatalogueReader(here.home());
  }

  /**
   * @throws Obstacle when there is no configuration or it has problems
   */
  Reading.Read configuration() {
    if (configuration == null) {
      Path file =
          CatalogueFinder.find(folder)
              .orElseThrow(() -> new Obstacle(missing(), ExitCode.NOT_FOUND));
      configuration =
          switch (reader.read(file)) {
            case Reading.Read read -> read;
            case Reading.Problems problems ->
                throw new Obstacle(faulty(file, problems.all()), ExitCode.USAGE);
          };
    }
    return configuration;
  }

  /**
   * @throws Obstacle when there is no configuration or it has problems
   * @throws dev.slipway.journal.Store.Unavailable when the store cannot be opened
   */
  Slipway slipway() {
    if (slipway == null) {
      slipway = Slipway.open(Slipway.Settings.of(configuration(), ProgramVersion.text()));
    }
    return slipway;
  }

  /** The core, if a command needed it. */
  Optional<Slipway> opened() {
    return Optional.ofNullable(slipway);
  }

  Actor actor(String surface) {
    return Slipway.actor(configuration().catalogue(), surface);
  }

  /** Where the documents of releases lie, whether or not the store can be opened. */
  Path documents() {
    return Slipway.Settings.of(configuration(), ProgramVersion.text()).documents();
  }

  private static RefusalView missing() {
    return new RefusalView(
        "E-CONFIG-01",
        "not found",
        "There is no slipway.yaml here or above.",
        List.of(),
        List.of("slipway init", "slipway demo"));
  }

  private RefusalView faulty(Path file, List<Problem> problems) {
    Function<Problem, String> words =
        problem ->
            shown(problem.file())
                + ":"
                + problem.line()
                + ": "
                + problem.what()
                + ". Fix: "
                + problem.fix();
    String count = problems.size() == 1 ? "one problem" : problems.size() + " problems";
    return new RefusalView(
        "E-CONFIG-02",
        "usage",
        Plain.line(shown(file) + " has " + count + "; nothing was opened."),
        problems.stream().map(words).map(Plain::line).toList(),
        List.of());
  }

  /** A path as one would type it from here. */
  private String shown(Path file) {
    Path base = folder.toAbsolutePath().normalize();
    return file.startsWith(base) ? base.relativize(file).toString() : file.toString();
  }

  @Override
  public void close() {
    if (slipway != null) {
      slipway.close();
    }
  }
}
