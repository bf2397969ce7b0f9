package dev.slipway.bot.api;

import dev.slipway.ProgramVersion;
import dev.slipway.Setup;
import dev.slipway.Slipway;
import dev.slipway.catalog.Reading;
import dev.slipway.command.DoctorWish;
import dev.slipway.command.ExitCode;
import dev.slipway.command.Outcome;
import dev.slipway.control.Catalogues;
import dev.slipway.setup.Doctor;
import dev.slipway.setup.Ground;
import dev.slipway.view.DoctorView;
import dev.slipway.view.RefusalView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * The server's own surroundings: what a person far away cannot examine. Everybody with a token may
 * ask for it; as it asks everything that the configuration names, nobody may ask for it all the
 * time, and only few at once.
 */
final class Examination {
  private static final String CATALOGUE = "catalogue";
  private static final int MOST = 12;
  private static final Duration WITHIN = Duration.ofMinutes(5);
  private static final int AT_ONCE = 3;
  private final Slipway slipway;
  private final Reading.Read configuration;
  private final Tries tries = new Tries(MOST, WITHIN);
  private final Semaphore places = new Semaphore(AT_ONCE);

  Examination(Slipway slipway, Reading.Read configuration) {
    this.slipway = slipway;
    this.configuration = configuration;
  }

  /**
   * @param who asks
   */
  Outcome answer(String who, DoctorWish wish) {
    if (tries.tooMany(who, slipway.desk().now())) {
      return tooOften(
          wish,
          "You have had this server examined "
              + MOST
              + " times in "
              + WITHIN.toMinutes()
              + " minutes.",
          "Everybody with a token may, and each time everything that slipway.yaml names is asked.",
          "slipway doctor        (again in " + WITHIN.toMinutes() + " minutes)");
    }
    if (!places.tryAcquire()) {
      return tooOften(
          wish,
          "This server is being examined " + AT_ONCE + " times at this moment.",
          "Each time everything that slipway.yaml names is asked; more at once would be too much for it.",
          "slipway doctor        (again in a moment)");
    }
    try {
      return examined(wish);
    } finally {
      places.release();
    }
  }

  private static Outcome tooOften(DoctorWish wish, String what, String why, String fix) {
    return Outcome.of(
        new RefusalView("E-API-07", "conflict", what, List.of(why), List.of(fix)),
        ExitCode.CONFLICT,
        wish.format().whole());
  }

  private Outcome examined(DoctorWish wish) {
    Path folder = Optional.ofNullable(configuration.file().getParent()).orElse(Path.of("/"));
    Ground ground =
        new Ground(
            folder,
            Path.of(System.getProperty("user.home", ".")),
            ProcessHandle.current().info().user().orElse("unknown"),
            System.getenv(),
            ProgramVersion.text(),
            Runtime.version().toString(),
            ZoneId.systemDefault(),
            Instant.now());
    return switch (Setup.doctor(ground).examine(wish.only())) {
      case Doctor.Report.Examined(DoctorView view) ->
          Outcome.of(
              asItWorks(view),
              view.problems() > 0 ? ExitCode.FAILED : ExitCode.DONE,
              wish.format());
      case Doctor.Report.NoSuchCheck(List<String> known) ->
          Outcome.of(
              new RefusalView(
                  "E-DOCTOR-01",
                  "not found",
                  "There is no check of this name.",
                  List.of("There are: " + String.join(", ", known)),
                  List.of("slipway doctor")),
              ExitCode.NOT_FOUND,
              wish.format().whole());
    };
  }

  /** What the server works with is the catalogue that holds, whatever its own file says. */
  private DoctorView asItWorks(DoctorView view) {
    return DoctorView.of(
        view.program(),
        view.java(),
        view.configuration(),
        view.checks().stream()
            .map(check -> check.check().equals(CATALOGUE) ? catalogue() : check)
            .toList());
  }

  private DoctorView.Check catalogue() {
    Catalogues catalogues = slipway.desk().catalogues();
    String own = Catalogues.brief(catalogues.ownHash());
    Optional<String> active = catalogues.active();
    return active.isEmpty() || active.get().equals(catalogues.ownHash())
        ? DoctorView.Check.well(CATALOGUE, own + " holds, and is worked with")
        : slipway.isEmbedded()
            ? DoctorView.Check.well(
                CATALOGUE, own + " is worked with, and holds from the next act on")
            : DoctorView.Check.mend(
                CATALOGUE,
                Catalogues.brief(active.get())
                    + " holds, and is not what this server makes of its text",
                "it works with " + own + ", and looks, pauses and rolls back only",
                "slipway catalog apply        (after an upgrade, in the folder of its slipway.yaml)");
  }
}
