package dev.slipway.shell.team;

import dev.slipway.ProgramVersion;
import dev.slipway.catalog.CatalogueFinder;
import dev.slipway.catalog.CatalogueReader;
import dev.slipway.catalog.Reading;
import dev.slipway.command.DoctorWish;
import dev.slipway.command.ExitCode;
import dev.slipway.command.Outcome;
import dev.slipway.command.remote.LineAnswer;
import dev.slipway.command.remote.LineRequest;
import dev.slipway.control.Catalogues;
import dev.slipway.shell.Obstacle;
import dev.slipway.shell.Surroundings;
import dev.slipway.view.DoctorView;
import dev.slipway.view.DoctorView.Check;
import dev.slipway.view.Figures;
import dev.slipway.view.RefusalView;
import dev.slipway.view.View;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Examines both sides for whoever has logged in: this computer and the way to the server first,
 * then the server itself. Each line begins with the side that it is about.
 */
public final class TeamDoctor {
  private static final String HERE = "here: ";
  private static final String THERE = "server: ";
  private static final List<String> MINE =
      List.of("login", "connection", "version", "clock", "catalogue");

  /** Names that both sides have. */
  private static final Set<String> BOTH = Set.of("clock", "catalogue");

  private static final Duration SMALL = Duration.ofSeconds(5);
  private static final Duration TOKEN_SOON = Duration.ofDays(7);
  private static final Duration CERTIFICATE_SOON = Duration.ofDays(14);
  private final Surroundings here;
  private final Login login;

  public TeamDoctor(Surroundings here, Login login) {
    this.here = here;
    this.login = login;
  }

  public Outcome examine(DoctorWish wish) {
    List<String> wished =
        wish.only().stream()
            .flatMap(names -> Arrays.stream(names.split(",", -1)))
            .map(String::strip)
            .toList();
    List<String> theirs =
        wished.stream().filter(name -> !MINE.contains(name) || BOTH.contains(name)).toList();
    List<Check> checks = new ArrayList<>();
    Optional<Server> server = own(checks);
    checks.removeIf(check -> !wished.isEmpty() && !wished.contains(name(check)));
    Optional<String> configuration = Optional.empty();
    if (server.isPresent() && (wished.isEmpty() || !theirs.isEmpty())) {
      LineAnswer answer = server.get().line(request(theirs));
      if (answer.view().isPresent() && answer.view().get() instanceof DoctorView view) {
        view.checks().forEach(check -> checks.add(named(THERE + check.check(), check)));
        configuration = view.configuration().map(file -> file + " at " + login.server());
      } else {
        return new Outcome(answer.view().map(TeamDoctor::withMine), answer.exit(), wish.format());
      }
    } else if (server.isEmpty()) {
      checks.add(Check.unknown(THERE + "everything", "cannot be told from here now"));
    }
    DoctorView view =
        DoctorView.of(ProgramVersion.text(), Runtime.version().toString(), configuration, checks);
    return Outcome.of(view, view.problems() > 0 ? ExitCode.FAILED : ExitCode.DONE, wish.format());
  }

  private static String name(Check check) {
    return check.check().substring(HERE.length());
  }

  private static Check named(String name, Check check) {
    return new Check(name, check.state(), check.result(), check.means(), check.fix());
  }

  private static LineRequest request(List<String> only) {
    List<String> words = new ArrayList<>(List.of("doctor"));
    if (!only.isEmpty()) {
      words.addAll(List.of("--only", String.join(",", only)));
    }
    return new LineRequest(
        words, List.of(), Optional.empty(), Optional.of(LineRequest.Surface.COMMAND_LINE));
  }

  /** The server's own list of names, and those of this side. */
  private static View withMine(View said) {
    if (!(said instanceof RefusalView no)) {
      return said;
    }
    List<String> why = new ArrayList<>(no.why());
    why.add("And here: " + String.join(", ", MINE));
    return new RefusalView(no.code(), no.kind(), no.what(), why, no.fix());
  }

  /**
   * @return the server, when it can be asked
   */
  private Optional<Server> own(List<Check> checks) {
    try {
      Server server = new Server(login, here);
      Server.Meeting met = server.meet();
      checks.add(token(met));
      checks.add(connection(met));
      checks.add(version(met));
      checks.add(clock(met));
      checks.add(catalogue(met));
      return Optional.of(server);
    } catch (Obstacle no) {
      boolean token = no.exit() == ExitCode.NOT_ALLOWED;
      checks.add(
          new Check(
              HERE + (token ? "login" : "connection"),
              DoctorView.State.MEND,
              no.refusal().what(),
              String.join(" ", no.refusal().why()),
              no.refusal().fix().stream().findFirst()));
      return Optional.empty();
    }
  }

  private static Check token(Server.Meeting met) {
    String who = met.standing().name() + ", whose token ends ";
    Duration left = Duration.between(met.standing().at(), met.standing().expires());
    String when = "in " + Figures.duration(left.truncatedTo(ChronoUnit.MINUTES));
    return left.compareTo(TOKEN_SOON) > 0
        ? Check.well(HERE + "login", who + met.standing().expires().toString().substring(0, 10))
        : Check.look(
            HERE + "login",
            who + when,
            "then nobody is let in with it",
            "slipway token create        (then slipway login)");
  }

  private Check connection(Server.Meeting met) {
    String address = login.server() + " answers after " + met.took().toMillis() + " ms";
    if (met.certificateEnds().isEmpty()) {
      return Check.well(HERE + "connection", address + ", unencrypted, on this computer");
    }
    Instant ends = met.certificateEnds().get();
    String certificate = "; its certificate ends " + ends.toString().substring(0, 10);
    return Duration.between(met.heard(), ends).compareTo(CERTIFICATE_SOON) > 0
        ? Check.well(HERE + "connection", address + certificate)
        : Check.look(
            HERE + "connection",
            address + certificate,
            "then no shell talks to it any more",
            "tell whoever runs the server to renew its certificate");
  }

  private static Check version(Server.Meeting met) {
    String own = ProgramVersion.text();
    String theirs = met.standing().server();
    return own.equals(theirs)
        ? Check.well(HERE + "version", own + ", the same as the server's")
        : Check.look(
            HERE + "version",
            own + " here, " + theirs + " at the server",
            "what only one of them knows is refused",
            "use the Slipway of the server's version");
  }

  /** As far as half the way there and back lets it be told. */
  private static Check clock(Server.Meeting met) {
    Duration between =
        Duration.between(met.standing().at(), met.heard().minus(met.took().dividedBy(2)));
    String size = Figures.duration(between.abs().truncatedTo(ChronoUnit.SECONDS));
    return between.abs().compareTo(SMALL) <= 0
        ? Check.well(HERE + "clock", "as the server's")
        : Check.look(
            HERE + "clock",
            size + (between.isNegative() ? " behind" : " ahead of") + " the server's",
            "times are told by the server's clock, and seem wrong here",
            "timedatectl status");
  }

  private Check catalogue(Server.Meeting met) {
    String name = HERE + "catalogue";
    String holds = Catalogues.brief(met.standing().catalogue());
    return CatalogueFinder.find(here.folder())
        .map(file ->
            switch (new CatalogueReader(here.home()).read(file)) {
              case Reading.Problems problems ->
                  Check.mend(
                      name,
                      file.getFileName()
                          + " has "
                          + Figures.count(problems.all().size(), "problem"),
                      "it cannot be applied",
                      "slipway catalog apply --dry-run");
              case Reading.Read read ->
                  read.catalogue().hash().equals(met.standing().catalogue())
                      ? Check.well(name, holds + ", the one that holds")
                      : Check.look(
                          name,
                          Catalogues.brief(read.catalogue().hash()) + " here, " + holds + " holds",
                          "what is changed here changes nothing yet",
                          "slipway catalog apply");
            })
        .orElseGet(() -> Check.absent(name, "no slipway.yaml in this folder or above"));
  }
}
