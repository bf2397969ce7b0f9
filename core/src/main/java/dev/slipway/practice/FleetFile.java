package dev.slipway.practice;

import dev.slipway.control.port.OutsideFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file in which a running fleet says where it is, mode 0600 because it holds the token of the
 * control API. One member a line, so that the break-glass script reads it with {@code sed}.
 *
 * @param page where people look at it; empty in the file of an older fleet
 * @param incarnation changes when the fleet or its router restarts
 */
public record FleetFile(
    URI control,
    URI router,
    Optional<URI> page,
    String token,
    long pid,
    String incarnation,
    Instant started) {
  static final String NOT_RUNNING =
      "the practice fleet is not running; start it with: slipway demo start";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /**
   * @throws OutsideFailure when there is no such file or it is not one of a fleet
   */
  public static FleetFile read(Path file) {
    try {
      JsonNode tree = MAPPER.readTree(Files.readString(file, StandardCharsets.UTF_8));
      return new FleetFile(
          loopback(tree.path("control").asString("")),
          loopback(tree.path("router").asString("")),
          tree.has("page")
              ? Optional.of(loopback(tree.path("page").asString("")))
              : Optional.empty(),
          tree.path("token").asString(""),
          tree.path("pid").asLong(0),
          tree.path("incarnation").asString(""),
          Instant.parse(tree.path("started").asString("")));
    } catch (NoSuchFileException missing) {
      throw new OutsideFailure(FleetLink.SYSTEM, "find it", NOT_RUNNING);
    } catch (IOException
        | JacksonException
        | IllegalArgumentException
        | DateTimeParseException broken) {
      // The cause is left out: it would quote the file, and the file holds the token.
      throw new OutsideFailure(
          FleetLink.SYSTEM,
          "find it",
          "cannot read " + file + "; stop the fleet and start it again: slipway demo start");
    }
  }

  /** Writes the file whole or not at all, readable by its owner only from its first moment. */
  public void write(Path file) throws IOException {
    ObjectNode text = MAPPER.createObjectNode();
    text.put("control", control.toString());
    text.put("router", router.toString());
    page.ifPresent(address -> text.put("page", address.toString()));
    text.put("token", token);
    text.put("pid", pid);
    text.put("incarnation", incarnation);
    text.put("started", started.toString());
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    if (isPosix()) {
      Files.createFile(
          draft,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(draft, text.toPrettyString() + "\n", StandardCharsets.UTF_8);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Makes a fleet's folder, open to its owner only. */
  public static void makeFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      if (isPosix()) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      } else {
        Files.createDirectories(folder);
      }
    }
  }

  /** Without the token, so that it cannot end in a log. */
  @Override
  public String toString() {
    return "FleetFile[control="
        + control
        + ", router="
        + router
        + ", pid="
        + pid
        + ", incarnation="
        + incarnation
        + "]";
  }

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }

  private static URI loopback(String address) {
    URI uri = URI.create(address);
    if (!"http".equals(uri.getScheme())
        || !"127.0.0.1".equals(uri.getHost())
        || uri.getPort() < 1) {
      throw new IllegalArgumentException("not a loopback address");
    }
    return uri;
  }
}
