package dev.slipway.bot.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.GivenServer;
import dev.slipway.command.remote.AlertsRequest;
import dev.slipway.command.remote.Candidates;
import dev.slipway.command.remote.CompletionRequest;
import dev.slipway.command.remote.EvidenceRequest;
import dev.slipway.command.remote.LineAnswer;
import dev.slipway.command.remote.LineRequest;
import dev.slipway.command.remote.RecordJson;
import dev.slipway.command.remote.Standing;
import dev.slipway.command.remote.Tidings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** docs/reference/api.md says what the server takes and answers, no more and no less. */
class ApiPageTest {
  private static final Map<String, Class<? extends Record>> EXAMPLES =
      Map.of(
          "line-request", LineRequest.class,
          "line-answer", LineAnswer.class,
          "completion-request", CompletionRequest.class,
          "candidates", Candidates.class,
          "tidings", Tidings.class,
          "evidence-request", EvidenceRequest.class,
          "alerts-request", AlertsRequest.class,
          "standing", Standing.class);

  private static String page() throws IOException {
    Path own = Path.of("docs", "reference", "api.md");
    Path file = Files.exists(own) ? own : Path.of("..").resolve(own);
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  @Test
  void namesEveryRequestThereIs(@TempDir Path folder) throws Exception {
    Set<String> served = new TreeSet<>();
    try (GivenServer server = GivenServer.in(folder)) {
      server
          .context()
          .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
          .getHandlerMethods()
          .keySet()
          .forEach(mapping ->
              mapping
                  .getPatternValues()
                  .forEach(path ->
                      mapping
                          .getMethodsCondition()
                          .getMethods()
                          .forEach(method -> served.add(method + " " + path))));
    }
    served.removeIf(request -> !request.contains(" /api/"));
    Set<String> told = new TreeSet<>();
    Matcher heading = Pattern.compile("(?m)^## `([A-Z]+ /api/[^`]+)`$").matcher(page());
    while (heading.find()) {
      told.add(heading.group(1));
    }
    assertEquals(served, told);
  }

  @Test
  void itsExamplesCanBeRead() throws Exception {
    Set<String> seen = new TreeSet<>();
    Matcher example = Pattern.compile("(?s)```json ([a-z-]+)\n(.*?)```").matcher(page());
    while (example.find()) {
      Class<? extends Record> type = EXAMPLES.get(example.group(1));
      assertTrue(type != null, example.group(1));
      var unused = RecordJson.read(example.group(2), type);
      seen.add(example.group(1));
    }
    assertEquals(EXAMPLES.keySet(), seen);
  }
}
