package dev.slipway.shell.team;

import dev.slipway.command.ExitCode;
import dev.slipway.command.Format;
import dev.slipway.command.LoginWish;
import dev.slipway.command.Outcome;
import dev.slipway.command.remote.Standing;
import dev.slipway.shell.Obstacle;
import dev.slipway.shell.Surroundings;
import dev.slipway.view.NoticeView;
import dev.slipway.view.Plain;
import dev.slipway.view.Role;
import java.io.Console;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Coming in and leaving: {@code login} and {@code logout}. */
public final class Entrance {
  private final Surroundings here;

  public Entrance(Surroundings here) {
    this.here = here;
  }

  /** Asks the server who one is there, and only then keeps address and token. */
  public Outcome login(LoginWish wish) {
    URI server = Login.address(wish.address());
    Optional<Path> certificate = wish.certificate().map(here.folder()::resolve);
    Optional<Path> file = wish.tokenFile().map(here.folder()::resolve);
    String token = file.map(Login::inFile).orElseGet(this::typed);
    Login tried =
        new Login(
            server,
            new Login.Credential.InFile(file.orElse(Login.folder(here).resolve("token"))),
            certificate);
    Standing standing = new Server(tried, token).standing();
    Login kept = Login.keep(here, server, file, token, certificate);
    return Outcome.of(notice(kept, standing), ExitCode.DONE, wish.format());
  }

  private static NoticeView notice(Login kept, Standing standing) {
    List<String> details = new ArrayList<>();
    details.add(
        Plain.line(
            (standing.machine() ? "A machine" : "Roles: " + String.join(", ", standing.roles()))
                + ". The token ends "
                + standing.expires().toString().substring(0, 10)
                + "."));
    details.add(
        "What is typed here goes there from now on; a slipway.yaml here holds when it is applied there.");
    return new NoticeView(
        Optional.empty(),
        false,
        Role.GOOD,
        Plain.line(
            "You are "
                + standing.name()
                + " at "
                + kept.server()
                + ", Slipway "
                + standing.server()
                + "."),
        details,
        List.of(),
        Optional.of("slipway logout"),
        Optional.of("slipway list"),
        Optional.empty());
  }

  /** Unseen at a terminal; from a pipe its first line. */
  private String typed() {
    Optional<Console> console =
        here.inTerminal() ? Optional.ofNullable(System.console()) : Optional.empty();
    if (console.isPresent()) {
      char[] letters = console.get().readPassword("Token: ");
      if (letters != null && letters.length > 0) {
        return new String(letters).strip();
      }
      throw missing();
    }
    if (here.inTerminal()) {
      here.err().print("Token: ");
      here.err().flush();
    }
    try {
      String line = here.in().readLine();
      if (line == null || line.isBlank()) {
        throw missing();
      }
      return line.strip();
    } catch (IOException broken) {
      throw missing();
    }
  }

  private static Obstacle missing() {
    return Obstacle.of(
        "E-LOGIN-02",
        ExitCode.USAGE,
        "No token was given.",
        List.of("Somebody makes one at the server: slipway token create --for you."),
        List.of("slipway login <address> --token-file <file>", "slipway login <address> < <file>"));
  }

  public Outcome logout(Format format) {
    boolean was = Login.forget(here);
    return Outcome.of(
        new NoticeView(
            Optional.empty(),
            false,
            was ? Role.GOOD : Role.NONE,
            was
                ? "Address and token are forgotten here."
                : "You were not signed in; nothing was changed.",
            was ? List.of("The token itself lets one in until it ends or is revoked.") : List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        ExitCode.DONE,
        format);
  }
}
