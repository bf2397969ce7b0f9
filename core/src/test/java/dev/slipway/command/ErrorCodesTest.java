package dev.slipway.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("T1")
class ErrorCodesTest {
  private static final Pattern CODE = Pattern.compile("\"(E-[A-Z]+-[0-9]{2})\"");

  /** Every room of every module: a code is explained wherever it is given. */
  private static List<Path> sources() throws IOException {
    List<Path> all = new ArrayList<>();
    for (String module : List.of("core", "shell", "bot")) {
      Path folder = Path.of("..", module, "src", "main", "java");
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          files.filter(file -> file.toString().endsWith(".java")).forEach(all::add);
        }
      }
    }
    return all;
  }

  @Test
  void explainsEveryCodeThatIsGivenAnywhere() throws IOException {
    TreeSet<String> unexplained = new TreeSet<>();
    int seen = 0;
    for (Path source : sources()) {
      Matcher code = CODE.matcher(Files.readString(source, StandardCharsets.UTF_8));
      while (code.find()) {
        seen++;
        if (ErrorCodes.meaning(code.group(1)).isEmpty()) {
          unexplained.add(code.group(1) + " in " + source.getFileName());
        }
      }
    }
    assertTrue(seen > 100, "the sources were read: " + seen);
    assertEquals(new TreeSet<>(), unexplained);
  }

  @Test
  void explainsABugWhateverItsReference() {
    assertTrue(ErrorCodes.meaning("E-BUG-0a1b2c").isPresent());
    assertTrue(ErrorCodes.meaning("E-NOTHING-01").isEmpty());
  }
}
