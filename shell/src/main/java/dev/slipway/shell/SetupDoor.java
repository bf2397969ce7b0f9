package dev.slipway.shell;

import dev.slipway.Setup;
import dev.slipway.command.DoctorWish;
import dev.slipway.command.ExitCode;
import dev.slipway.command.Outcome;
import dev.slipway.setup.Doctor;
import dev.slipway.setup.Ground;
import dev.slipway.view.DoctorView;
import dev.slipway.view.RefusalView;
import java.time.Instant;
import java.util.List;

/** Setting up in the folder where the program was started. */
public final class SetupDoor {
  private final Surroundings here;

  public SetupDoor(Surroundings here) {
    this.here = here;
  }

  Outcome doctor(DoctorWish wish) {
    return switch (Setup.doctor(ground()).examine(wish.only())) {
      case Doctor.Report.Examined(DoctorView view) ->
          Outcome.of(view, view.problems() > 0 ? ExitCode.FAILED : ExitCode.DONE, wish.format());
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

  private Ground ground() {
    return new Ground(
        here.folder(),
        here.home(),
        ProcessHandle.current().info().user().orElse("unknown"),
        here.environment(),
        ProgramVersion.text(),
        Runtime.version().toString(),
        here.zone(),
        Instant.now());
  }
}
