package dev.slipway.shell.team;

import dev.slipway.Setup;
import dev.slipway.catalog.Reading;
import dev.slipway.command.ExitCode;
import dev.slipway.control.Catalogues;
import dev.slipway.shell.Obstacle;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The catalogue of the folder that somebody types in. It is read and checked here, and sent to the
 * server with the commit that its files stand in.
 */
public final class OwnCatalogue {
  private final Supplier<Reading.Read> configuration;

  /**
   * @param configuration reads it; throws an {@link Obstacle} where there is none, or a faulty one
   */
  public OwnCatalogue(Supplier<Reading.Read> configuration) {
    this.configuration = configuration;
  }

  /**
   * @param needed whether the line means nothing without it
   * @throws Obstacle when it is needed and cannot be had
   */
  Optional<Catalogues.Sent> sent(boolean needed) {
    try {
      Reading.Read read = configuration.get();
      return Optional.of(
          new Catalogues.Sent(read.text(), read.catalogue().hash(), Setup.commit(read)));
    } catch (Obstacle no) {
      if (!needed) {
        return Optional.empty();
      }
      throw no.exit() == ExitCode.NOT_FOUND ? missing() : no;
    }
  }

  private static Obstacle missing() {
    return Obstacle.of(
        "E-CONFIG-01",
        ExitCode.NOT_FOUND,
        "There is no slipway.yaml here or above, so nothing that could be made to hold.",
        List.of("The one of this folder is sent; the server's own file stays the server's."),
        List.of("cd <folder of the slipway.yaml> && slipway catalog apply"));
  }
}
