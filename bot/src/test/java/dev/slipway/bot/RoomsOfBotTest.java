package dev.slipway.bot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The server's rooms and what each may use. Chats never see each other, nor the API. */
class RoomsOfBotTest {
  private static final String ROOT = "dev.slipway.bot";

  /** Room to the rooms of the server it may use; a room that is not named here is none. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.of(
          "conversation", Set.of(),
          "delivery", Set.of("conversation", "turns"),
          "slack", Set.of("conversation"),
          "discord", Set.of("conversation"),
          "news", Set.of("conversation", "turns"),
          "turns", Set.of(),
          "mail", Set.of("news"),
          "webhook", Set.of("news"),
          "marker", Set.of("news"),
          "api", Set.of());

  /** Vendors to the rooms that speak with them. */
  private static final Map<String, Set<String>> VENDORS =
      Map.of(
          "com.slack.api", Set.of("slack"),
          "net.dv8tion", Set.of("discord"),
          "org.jfree", Set.of("delivery"),
          "jakarta.mail", Set.of("mail"),
          "io.cloudevents", Set.of("webhook"),
          "io.opentelemetry", Set.of("marker"),
          "jakarta.servlet", Set.of("slack", "api"));

  private static final Pattern ROOM = Pattern.compile("dev\\.slipway\\.bot\\.([a-z]+)\\b");

  private static Path sources() {
    Path own = Path.of("src", "main", "java", "dev", "slipway", "bot");
    return Files.isDirectory(own) ? own : Path.of("bot").resolve(own);
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(sources())) {
      return all.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static String room(Path file) {
    Path inside = sources().relativize(file);
    return inside.getNameCount() == 1 ? "" : inside.getName(0).toString();
  }

  private static String code(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8)
        .replaceAll("(?s)/\\*.*?\\*/", "")
        .replaceAll("(?m)//.*$", "");
  }

  @Test
  void everyRoomUsesOnlyWhatItMay() throws IOException {
    Set<String> wrong = new TreeSet<>();
    for (Path file : files()) {
      String from = room(file);
      Matcher used = ROOM.matcher(code(file));
      while (used.find()) {
        String to = used.group(1);
        boolean may =
            from.isEmpty() || from.equals(to) || MAY_USE.getOrDefault(from, Set.of()).contains(to);
        if (!may) {
          wrong.add(file.getFileName() + ": " + from + " uses " + to);
        }
      }
    }
    assertEquals(Set.of(), wrong);
  }

  @Test
  void vendorsStayInTheirRooms() throws IOException {
    Set<String> wrong = new TreeSet<>();
    for (Path file : files()) {
      String code = code(file);
      VENDORS.forEach((vendor, rooms) -> {
        if (code.contains(vendor + ".") && !rooms.contains(room(file))) {
          wrong.add(file.getFileName() + " uses " + vendor);
        }
      });
    }
    assertEquals(Set.of(), wrong);
  }

  @Test
  void noRoomIsUnknownAndEachSaysWhatItIs() throws IOException {
    Set<String> rooms = new TreeSet<>();
    for (Path file : files()) {
      rooms.add(room(file));
    }
    rooms.remove("");
    assertTrue(MAY_USE.keySet().containsAll(rooms), rooms.toString());
    for (String room : rooms) {
      assertTrue(Files.exists(sources().resolve(room).resolve("package-info.java")), room);
    }
    assertTrue(Files.exists(sources().resolve("package-info.java")), ROOT);
  }
}
