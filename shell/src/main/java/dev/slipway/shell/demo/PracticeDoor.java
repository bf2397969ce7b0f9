package dev.slipway.shell.demo;

import dev.slipway.ProgramVersion;
import dev.slipway.Slipway;
import dev.slipway.command.DemoWish;
import dev.slipway.command.ExitCode;
import dev.slipway.command.FaultWish;
import dev.slipway.command.Format;
import dev.slipway.command.Outcome;
import dev.slipway.control.Answer;
import dev.slipway.control.SystemClock;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.plan.TargetSpec;
import dev.slipway.practice.Fault;
import dev.slipway.practice.FleetProcess;
import dev.slipway.practice.FleetState;
import dev.slipway.release.Actor;
import dev.slipway.release.Version;
import dev.slipway.shell.Appearance;
import dev.slipway.shell.Asker;
import dev.slipway.shell.DemoDoor;
import dev.slipway.shell.LocalHost;
import dev.slipway.shell.PageNews;
import dev.slipway.shell.SetupDoor;
import dev.slipway.shell.ShellSession;
import dev.slipway.shell.StreamOutput;
import dev.slipway.shell.Surroundings;
import dev.slipway.shell.WorkerDoor;
import dev.slipway.shell.render.Canvas;
import dev.slipway.shell.render.Palette;
import dev.slipway.shell.repl.Repl;
import dev.slipway.shell.watch.LiveTerminal;
import dev.slipway.view.NoticeView;
import dev.slipway.view.Plain;
import dev.slipway.view.RefusalView;
import dev.slipway.view.Role;
import dev.slipway.view.TextView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The commands that begin with "demo". */
public final class PracticeDoor implements DemoDoor {
  private static final String SECOND_PERSON = "chi";

  private final Surroundings here;
  private final Supplier<Slipway> slipway;
  private final KeptGround ground;

  /**
   * @param slipway the core of the configuration that holds here; asked only when a command is
   *     about its fleet
   */
  public PracticeDoor(Surroundings here, Supplier<Slipway> slipway) {
    this.here = here;
    this.slipway = slipway;
    this.ground = new KeptGround(here, slipway);
  }

  @Override
  public Outcome tell(boolean fast, boolean healthy, boolean jsonl) {
    boolean thenShell = !fast && !jsonl && here.inTerminal() && here.outTerminal();
    Demonstration.Wish wish = new Demonstration.Wish(fast, healthy, jsonl, ProgramVersion.text());
    try (Demonstration demonstration =
        Demonstration.prepare(wish, palette(), here.out(), here.err())) {
      List<String> wrong = told(demonstration);
      wrong.forEach(
          words -> here.err().println("✖ the demo did not go as told: " + Plain.line(words)));
      if (wrong.isEmpty() && thenShell) {
        shell(demonstration);
      }
      return Outcome.shown(wrong.isEmpty() ? ExitCode.DONE : ExitCode.FAILED);
    } catch (IOException missing) {
      return refused(
          "E-DEMO-02",
          "The demo could not be set up.",
          String.valueOf(missing.getMessage()),
          "slipway demo");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Outcome.shown(ExitCode.INTERRUPTED);
    }
  }

  /** An interruption takes the ground away under the story: that is no fault of the story. */
  private Palette palette() {
    return Appearance.of(here, here.outTerminal())
        .canvas(Format.DEFAULT, Canvas.Form.SCREEN)
        .palette();
  }

  private static List<String> told(Demonstration demonstration) throws InterruptedException {
    try {
      return demonstration.tell();
    } catch (RuntimeException failed) {
      if (demonstration.isEnding()) {
        throw new InterruptedException("ended by Ctrl-C");
      }
      throw failed;
    }
  }

  private void shell(Demonstration demonstration) {
    demonstration.handOver();
    Slipway core = demonstration.slipway();
    LocalHost host =
        new LocalHost(
            () -> core,
            new StreamOutput(here),
            Asker.at(here),
            new PracticeDoor(here, () -> core),
            new SetupDoor(here),
            WorkerDoor.none(),
            LiveTerminal.ofThisProcess(here),
            new SystemClock());
    ShellSession session =
        new ShellSession(core, Slipway.actor(core.desk().catalogue(), "shell"), host);
    Repl.run(core, session, Demonstration.greeting(), here);
  }

  @Override
  public Outcome control(DemoWish wish) {
    try {
      return switch (wish) {
        case DemoWish.Tell tell -> tell(tell.fast(), tell.healthy(), tell.jsonl());
        case DemoWish.Start start -> ground.start();
        case DemoWish.Stop stop -> ground.stop(stop);
        case DemoWish.State state -> shown(state(fleet()));
        case DemoWish.Break broken -> breakVersion(broken);
        case DemoWish.Heal heal -> heal(heal);
        case DemoWish.Approve approve -> approve(approve);
      };
    } catch (OutsideFailure failure) {
      return refused(
          "E-DEMO-03",
          "The practice fleet did not do that.",
          String.valueOf(failure.getMessage()),
          "slipway demo start");
    }
  }

  @Override
  public PageNews tellingThePage(Slipway core) {
    return KeptGround.practiceFleet(core)
        .map(file -> PageNews.following(core.desk(), file, new SystemClock()))
        .orElseGet(PageNews::none);
  }

  private FleetProcess fleet() {
    return FleetProcess.attach(ground.fleetFile())
        .orElseThrow(() -> new OutsideFailure("practice fleet", "find it", "it is not running"));
  }

  private Outcome breakVersion(DemoWish.Break wish) {
    Fault fault =
        switch (wish.fault()) {
          case FaultWish.Errors errors -> new Fault.Errors(errors.percent());
          case FaultWish.Latency latency -> new Fault.Latency(latency.added());
          case FaultWish.Tail tail -> new Fault.Tail(tail.percent(), tail.duration());
          case FaultWish.OrdersDrop drop -> new Fault.OrdersDrop();
          case FaultWish.Down down -> new Fault.Down(down.count());
          case FaultWish.Unready unready -> new Fault.Unready();
        };
    fleet().breakVersion(wish.version(), List.of(fault));
    return notice(
        wish.version() + " is broken now: " + fault.words(),
        List.of(),
        "slipway demo heal",
        "slipway rollout watch shop");
  }

  private Outcome heal(DemoWish.Heal wish) {
    fleet().heal(wish.version());
    String what = wish.version().map(Version::label).orElse("every version");
    return notice(
        what + " works as it should again",
        List.of(),
        "slipway demo break v2 --errors 30",
        "slipway demo state");
  }

  /**
   * The second pair of eyes, which a person alone at a demo does not have. Only where everything is
   * practice.
   */
  private Outcome approve(DemoWish.Approve wish) {
    Slipway core = slipway.get();
    boolean practiceOnly =
        core.desk().catalogue().services().values().stream()
            .flatMap(service -> service.environments().values().stream())
            .allMatch(environment -> environment.target() instanceof TargetSpec.Practice);
    if (!practiceOnly || core.desk().catalogue().person(SECOND_PERSON).isEmpty()) {
      return refused(
          "E-DEMO-04",
          "A made-up colleague approves only on the practice ground.",
          "This store is not one.",
          "slipway approve " + wish.release());
    }
    Answer<ReleaseRecord> answer =
        core.desk()
            .lookup()
            .find(wish.release(), Optional.empty())
            .then(release ->
                core.desk()
                    .gates()
                    .approve(
                        Actor.person(SECOND_PERSON, "demo"),
                        release,
                        Optional.empty(),
                        "practice"));
    return switch (answer) {
      case Answer.Yes<ReleaseRecord> yes ->
          notice(
              "Chi, on call, approved " + yes.value().id(),
              List.of(),
              "slipway withdraw " + yes.value().id(),
              "slipway start " + yes.value().id());
      case Answer.No<ReleaseRecord> no ->
          Outcome.of(
              RefusalView.of(no.refusal()), ExitCode.of(no.refusal().kind()), Format.DEFAULT);
    };
  }

  static TextView state(FleetProcess fleet) {
    FleetState state = fleet.state();
    List<String> lines = new ArrayList<>();
    fleet.addresses().page().ifPresent(page -> lines.add("Look at it: " + page));
    lines.add(
        state.rate()
            + " requests per second wanted, "
            + Math.round(state.load())
            + " served; "
            + state.orders()
            + " orders so far");
    for (FleetState.OfVersion version : state.versions()) {
      if (version.instances() > 0 || version.share() > 0) {
        String faults =
            version.faults().isEmpty()
                ? "works as it should"
                : version.faults().stream().map(Fault::words).collect(Collectors.joining(", "));
        lines.add(
            version.version()
                + "  "
                + version.share()
                + " %  "
                + version.ready()
                + " of "
                + version.instances()
                + " instances ready  "
                + faults);
      }
    }
    state
        .flags()
        .forEach((flag, percent) -> lines.add("flag " + Plain.line(flag) + "  " + percent + " %"));
    state
        .mark()
        .ifPresent(mark -> lines.add("mark of the break-glass script: " + Plain.line(mark)));
    return new TextView("practice fleet", lines);
  }

  private static Outcome shown(TextView view) {
    return Outcome.of(view, ExitCode.DONE, Format.DEFAULT);
  }

  static Outcome notice(String what, List<String> details, String undo, String next) {
    NoticeView view =
        new NoticeView(
            Optional.empty(),
            false,
            Role.GOOD,
            Plain.line(what),
            details,
            List.of(),
            Optional.of(undo),
            Optional.of(next),
            Optional.empty());
    return Outcome.of(view, ExitCode.DONE, Format.DEFAULT);
  }

  static Outcome refused(String code, String what, String why, String fix) {
    return Outcome.of(
        new RefusalView(code, "failed", what, List.of(Plain.line(why)), List.of(fix)),
        ExitCode.FAILED,
        Format.DEFAULT);
  }
}
