package dev.slipway.shell.team;

import dev.slipway.command.ExitCode;
import dev.slipway.shell.Obstacle;
import dev.slipway.shell.Surroundings;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * Which server this person works with, and where the token is. Kept for this user's eyes in {@code
 * ~/.config/slipway}; the variables SLIPWAY_SERVER and SLIPWAY_TOKEN go before it, for CI.
 *
 * @param certificate whom to trust beside the authorities that the computer trusts anyway; absent:
 *     nobody
 */
public record Login(URI server, Credential credential, Optional<Path> certificate) {
  private static final String FILE = "login.properties";
  private static final Set<PosixFilePermission> OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  /** Where the token is. Its text is read when it is needed and stands in no record. */
  public sealed interface Credential {
    record InFile(Path file) implements Credential {}

    record InEnvironment(String variable) implements Credential {}
  }

  /** The one that holds here; empty when this shell works with a store of its own. */
  public static Optional<Login> find(Surroundings here) {
    Optional<String> named = here.variable("SLIPWAY_SERVER");
    if (named.filter("none"::equals).isPresent()) {
      return Optional.empty();
    }
    if (named.isPresent()) {
      return Optional.of(
          new Login(
              address(named.get()),
              here.variable("SLIPWAY_TOKEN").isPresent()
                  ? new Credential.InEnvironment("SLIPWAY_TOKEN")
                  : new Credential.InFile(
                      here.variable("SLIPWAY_TOKEN_FILE")
                          .map(Path::of)
                          .orElse(folder(here).resolve("token"))),
              here.variable("SLIPWAY_CERTIFICATE").map(Path::of)));
    }
    Path file = folder(here).resolve(FILE);
    return Files.isRegularFile(file) ? Optional.of(read(file)) : Optional.empty();
  }

  private static Login read(Path file) {
    Properties kept = new Properties();
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      kept.load(text);
    } catch (IOException | IllegalArgumentException broken) {
      throw unwritten(file + " cannot be read");
    }
    return new Login(
        address(kept.getProperty("server", "")),
        new Credential.InFile(
            Path.of(kept.getProperty("token-file", file.resolveSibling("token").toString()))),
        Optional.ofNullable(kept.getProperty("certificate")).map(Path::of));
  }

  static Path folder(Surroundings here) {
    return here.variable("XDG_CONFIG_HOME")
        .map(Path::of)
        .filter(Path::isAbsolute)
        .orElse(here.home().resolve(".config"))
        .resolve("slipway");
  }

  /**
   * An address that a token may be sent to: encrypted, or on this very computer.
   *
   * @throws Obstacle when it is none
   */
  static URI address(String text) {
    try {
      URI uri = new URI(text.strip().replaceFirst("/+$", ""));
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      String host = uri.getHost();
      boolean own = host != null && host.matches("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");
      boolean plain =
          host != null
              && uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null;
      if (plain && (scheme.equals("https") || (scheme.equals("http") && own))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below like every other address that is none.
    }
    throw Obstacle.of(
        "E-LOGIN-01",
        ExitCode.USAGE,
        "\"" + text + "\" is not the address of a server.",
        List.of("A token travels encrypted, or to this very computer only."),
        List.of("slipway login https://slipway.example.org"));
  }

  /**
   * The token itself.
   *
   * @throws Obstacle when there is none, or when others could have read it
   */
  String token(Surroundings here) {
    return switch (credential) {
      case Credential.InEnvironment(String variable) ->
          here.variable(variable)
              .map(String::strip)
              .orElseThrow(() -> unreadable("The variable " + variable + " is empty."));
      case Credential.InFile(Path file) -> inFile(file);
    };
  }

  static String inFile(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw unreadable("There is no file " + file + ".");
      }
      if (Files.getFileStore(file).supportsFileAttributeView("posix")
          && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
        throw unreadable(
            "Others can read " + file + ", and whoever has the token acts as you.",
            "chmod 600 " + file + "        (and revoke the token if somebody may have looked)");
      }
      String text = Files.readString(file, StandardCharsets.UTF_8).strip();
      if (text.isEmpty()) {
        throw unreadable(file + " is empty.");
      }
      return text;
    } catch (IOException broken) {
      throw unreadable(file + " cannot be read.");
    }
  }

  private static Obstacle unreadable(String why, String... fix) {
    return Obstacle.of(
        "E-LOGIN-03",
        ExitCode.NOT_ALLOWED,
        "The token cannot be used.",
        List.of(why),
        fix.length > 0 ? List.of(fix) : List.of("slipway login <address>"));
  }

  /** Keeps a login whose token was given by hand, and the token. */
  static Login keep(
      Surroundings here,
      URI server,
      Optional<Path> tokenFile,
      String token,
      Optional<Path> trusted) {
    Path folder = folder(here);
    Path file = tokenFile.orElse(folder.resolve("token")).toAbsolutePath();
    try {
      privately(folder);
      if (tokenFile.isEmpty()) {
        write(file, token + "\n");
      }
      Properties kept = new Properties();
      kept.setProperty("server", server.toString());
      kept.setProperty("token-file", file.toString());
      trusted.ifPresent(path -> kept.setProperty("certificate", path.toAbsolutePath().toString()));
      Path draft = folder.resolve(FILE + ".new");
      write(draft, "");
      try (Writer text = Files.newBufferedWriter(draft, StandardCharsets.UTF_8)) {
        kept.store(text, "slipway login; slipway logout removes it");
      }
      var unused = Files.move(draft, folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException broken) {
      throw unwritten(folder + " cannot be written: " + broken.getMessage());
    }
    return new Login(server, new Credential.InFile(file), trusted.map(Path::toAbsolutePath));
  }

  /**
   * Forgets it; a token file that somebody else made stays.
   *
   * @return whether there was one
   */
  static boolean forget(Surroundings here) {
    Path folder = folder(here);
    try {
      boolean was = Files.deleteIfExists(folder.resolve(FILE));
      var unused = Files.deleteIfExists(folder.resolve("token"));
      return was;
    } catch (IOException broken) {
      throw unwritten(folder + " cannot be written: " + broken.getMessage());
    }
  }

  private static Obstacle unwritten(String why) {
    return Obstacle.of(
        "E-LOGIN-04",
        ExitCode.FAILED,
        "What is needed to sign in could not be kept.",
        List.of(why),
        List.of("ls -ld ~/.config/slipway"));
  }

  private static void privately(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      var unused =
          Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /** Never readable by others, not even for a moment: the mode is there before the text. */
  private static void write(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    boolean posix =
        Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
    if (posix) {
      var unused =
          Files.createFile(
              file,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    var unused = Files.writeString(file, text, StandardCharsets.UTF_8);
  }
}
