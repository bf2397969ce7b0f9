package dev.slipway.bot.discord;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.command.ChatTokenizer;
import dev.slipway.command.CommandLineGrammar;
import dev.slipway.command.Shape;
import dev.slipway.command.Tokens;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one command in Discord's menu: small enough, and what the grammar declares. */
@Tag("T2")
class ApplicationCommandTest {
  private final ApplicationCommand command = new ApplicationCommand();
  private final DataObject declared = command.declaration().toData();

  private DataObject subcommand(String word) {
    return declared.getArray("options").stream(DataArray::getObject)
        .filter(option -> option.getString("name").equals(word))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void isTakenByDiscord() {
    assertDoesNotThrow(() -> FormRules.commands(DataArray.empty().add(declared)));
  }

  @Test
  void hasAtMost8000Characters() {
    int size = FormRules.size(declared);

    assertTrue(size <= ApplicationCommand.CHARACTERS, size + " characters");
  }

  @Test
  void offersEveryLineAndTheSixMostUsed() {
    assertEquals(
        List.of("run", "approve", "start", "rollback", "pause", "show", "list"),
        declared.getArray("options").stream(DataArray::getObject)
            .map(option -> option.getString("name"))
            .toList());
    DataObject line = subcommand("run").getArray("options").getObject(0);
    assertTrue(line.getBoolean("required") && line.getBoolean("autocomplete"));
  }

  /** An option that the grammar gains or loses is gained or lost here. */
  @Test
  void declaresWhatTheGrammarDeclares() {
    Map<String, String> paths =
        Map.of(
            "approve",
            "approve",
            "start",
            "start",
            "rollback",
            "rollback",
            "pause",
            "rollout pause",
            "show",
            "show",
            "list",
            "list");
    paths.forEach((word, path) -> {
      Shape shape = new CommandLineGrammar().shape(path).orElseThrow();
      assertEquals(
          shape.parts().stream()
              .map(Shape.Part::name)
              .filter(name -> !Set.of("watch", "timeout", "events").contains(name))
              .collect(Collectors.toSet()),
          MessageRules.list(subcommand(word), "options").stream(DataArray::getObject)
              .map(option -> option.getString("name"))
              .collect(Collectors.toSet()),
          word);
    });
  }

  /** Whatever stands in an option comes out of the chat's tokenizer as it was, quotes aside. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "looking at a log line",
        "it doesn't load",
        "she said \"no\"",
        "C:\\temp\\",
        "-- and --yes",
        "—yes",
        "a `b` c",
        "100 %",
        "--accept-data-loss",
        "",
        "\"",
        "\\\"",
      })
  void aValueIsOneWord(String reason) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("release", "shop/42");
    values.put("reason", reason);

    String line = command.line("rollback", values).orElseThrow();

    assertEquals(
        new Tokens.Words(List.of("rollback", "shop/42", "--reason", reason)),
        new ChatTokenizer().tokens(line));
  }

  @Test
  void curlyQuotesInAValueDoNotEndIt() {
    String line = command.line("pause", Map.of("reason", "he said “stop” — ‘now’")).orElseThrow();

    assertEquals(
        new Tokens.Words(List.of("rollout", "pause", "--reason", "he said \"stop\" — 'now'")),
        new ChatTokenizer().tokens(line));
  }

  @Test
  void aFlagIsGivenOrNot() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("accept-data-loss", "true");
    values.put("dry-run", "false");

    assertEquals(Optional.of("rollback --accept-data-loss"), command.line("rollback", values));
  }

  @Test
  void whatIsNotInTheMenuIsNoLine() {
    assertEquals(Optional.empty(), command.line("sudo", Map.of("line", "x")));
    assertEquals(Optional.empty(), command.lineUpTo("approve", Map.of(), "sudo"));
  }
}
