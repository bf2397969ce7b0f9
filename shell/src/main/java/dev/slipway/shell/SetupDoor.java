package dev.slipway.shell;

import dev.slipway.ProgramVersion;
import dev.slipway.Setup;
import dev.slipway.catalog.FirstConfiguration;
import dev.slipway.catalog.Problem;
import dev.slipway.command.DoctorWish;
import dev.slipway.command.ExitCode;
import dev.slipway.command.Format;
import dev.slipway.command.InitWish;
import dev.slipway.command.LoginWish;
import dev.slipway.command.Outcome;
import dev.slipway.setup.Doctor;
import dev.slipway.setup.Ground;
import dev.slipway.setup.Initializer;
import dev.slipway.setup.Listener;
import dev.slipway.shell.team.Entrance;
import dev.slipway.shell.team.Login;
import dev.slipway.shell.team.TeamDoctor;
import dev.slipway.view.DoctorView;
import dev.slipway.view.NoticeView;
import dev.slipway.view.Plain;
import dev.slipway.view.RefusalView;
import dev.slipway.view.Role;
import dev.slipway.view.TextView;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Setting up in the folder where the program was started. */
public final class SetupDoor {
  private final Surroundings here;

  public SetupDoor(Surroundings here) {
    this.here = here;
  }

  /** Of whoever has logged in: both sides of the network, else what is configured here. */
  Outcome doctor(DoctorWish wish) {
    Optional<Login> login = Login.find(here);
    return login.isPresent() ? new TeamDoctor(here, login.get()).examine(wish) : configured(wish);
  }

  private Outcome configured(DoctorWish wish) {
    return switch (Setup.doctor(ground()).examine(wish.only())) {
      case Doctor.Report.Examined(DoctorView view) ->
          Outcome.of(view, view.problems() > 0 ? ExitCode.FAILED : ExitCode.DONE, wish.format());
      case Doctor.Report.NoSuchCheck(List<String> known) ->
          refused(
              wish.format(),
              ExitCode.NOT_FOUND,
              "E-DOCTOR-01",
              "There is no check of this name.",
              List.of("There are: " + String.join(", ", known)),
              "slipway doctor");
    };
  }

  Outcome login(LoginWish wish) {
    return new Entrance(here).login(wish);
  }

  Outcome logout(Format format) {
    return new Entrance(here).logout(format);
  }

  Outcome init(InitWish wish) {
    Optional<Listener> person =
        here.inTerminal() && here.errTerminal()
            ? Optional.of(new TerminalListener(here))
            : Optional.empty();
    Format format = wish.format();
    return switch (Setup.initializer(ground()).begin(wish, person)) {
      case Initializer.End.Shown(String text) -> shown(text, format);
      case Initializer.End.Written written -> Outcome.of(notice(written), ExitCode.DONE, format);
      case Initializer.End.Exists(Path file) ->
          refused(
              format,
              ExitCode.CONFLICT,
              "E-INIT-01",
              file.getFileName() + " is here already; nothing was written.",
              List.of("A configuration is never overwritten unasked."),
              "slipway doctor",
              "slipway init --force        (keeps it as a backup)");
      case Initializer.End.Missing(List<String> flags, String line) ->
          refused(
              format,
              ExitCode.USAGE,
              "E-INIT-02",
              "Some questions have no answer, and nobody can be asked here.",
              List.of(
                  "Open: " + String.join(", ", flags) + ". --yes takes what the folder proposes."),
              line,
              "slipway help init");
      case Initializer.End.BadAnswers(List<String> words) ->
          refused(
              format,
              ExitCode.USAGE,
              "E-INIT-03",
              "An answer cannot be used; nothing was written.",
              words,
              "slipway help init");
      case Initializer.End.Faulty(List<Problem> problems) ->
          refused(
              format,
              ExitCode.USAGE,
              "E-INIT-04",
              "The configuration would have problems; nothing was written.",
              problems.stream().map(problem -> problem.what() + ". Fix: " + problem.fix()).toList(),
              "slipway init --dry-run");
      case Initializer.End.Failed(Path file, String why) ->
          refused(
              format,
              ExitCode.FAILED,
              "E-INIT-05",
              file.getFileName() + " could not be written.",
              List.of(why),
              "ls -ld .");
      case Initializer.End.Left left ->
          refused(format, ExitCode.INTERRUPTED, "E-ASK-03", "Nothing was written.", List.of());
    };
  }

  /** As it is, so that it can be sent into a file. */
  private Outcome shown(String text, Format format) {
    if (format.kind() == Format.Kind.JSON || format.kind() == Format.Kind.JSONL) {
      return Outcome.of(new TextView("slipway.yaml", text.lines().toList()), ExitCode.DONE, format);
    }
    here.out().print(text);
    here.out().flush();
    return Outcome.shown(ExitCode.DONE);
  }

  private NoticeView notice(Initializer.End.Written written) {
    FirstConfiguration made = written.configuration();
    List<String> details = new ArrayList<>();
    details.add(
        "Policy "
            + FirstConfiguration.ALONE
            + ": nobody else is there to approve, and every release plan says so.");
    written
        .backup()
        .ifPresent(file -> details.add("The one before is " + file.getFileName() + "."));
    written
        .hidden()
        .ifPresent(file -> details.add("Here and below it holds instead of " + file + "."));
    made.migrations()
        .ifPresent(folder ->
            details.add(
                "Migrations in "
                    + folder
                    + " are not run at such a target yet: let the deploy command apply them."));
    details.add(
        written
            .newest()
            .map(version -> "Then: " + opening(made, version))
            .orElseGet(() -> {
              String tag = made.tagPattern().replace("{version}", "1.0.0");
              String version = tag.equals("v1.0.0") ? tag : "1.0.0";
              return "Then name a version: git tag " + tag + " && " + opening(made, version);
            }));
    return new NoticeView(
        Optional.empty(),
        false,
        Role.GOOD,
        Plain.line(
            written.file().getFileName()
                + " written: "
                + made.service()
                + " in "
                + String.join(
                    " and ", made.places().stream().map(FirstConfiguration.Place::name).toList())
                + ", "
                + made.owner().name()
                + " its owner."),
        Plain.lines(details),
        List.of(),
        Optional.empty(),
        Optional.of("slipway doctor"),
        Optional.empty());
  }

  private static String opening(FirstConfiguration made, String version) {
    return "slipway new "
        + made.service()
        + " "
        + version
        + (made.places().size() > 1 ? " --env " + made.places().getFirst().name() : "");
  }

  private static Outcome refused(
      Format format, ExitCode exit, String code, String what, List<String> why, String... fix) {
    return Outcome.of(
        new RefusalView(
            code,
            exit == ExitCode.NOT_FOUND
                ? "not found"
                : exit == ExitCode.FAILED
                    ? "failed"
                    : exit == ExitCode.CONFLICT ? "conflict" : "usage",
            Plain.line(what),
            Plain.lines(why),
            Plain.lines(List.of(fix))),
        exit,
        format.whole());
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
