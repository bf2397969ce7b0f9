package dev.slipway.catalog;

import static dev.slipway.catalog.AConfiguration.RIGHT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chats of a server, as people write them. */
class ChatConfigurationTest {
  private static final Secret TOKEN = new Secret.InEnvironment("BOT");

  @TempDir private Path folder;

  private ChatSettings read(String chat) {
    return new AConfiguration(folder).readRight(with(chat)).chat();
  }

  private static String with(String chat) {
    return RIGHT.replace("version: 1\n", "version: 1\nchat: " + chat + "\n");
  }

  @Test
  void thereIsNoChatUnlessOneIsWritten() {
    assertEquals(ChatSettings.none(), new AConfiguration(folder).readRight(RIGHT).chat());
    assertEquals(ChatSettings.none(), read("{}"));
  }

  @Test
  void aSlackOpensItsOwnConnectionUnlessToldOtherwise() {
    assertEquals(
        Optional.of(
            new ChatSettings.Slack(
                TOKEN,
                new ChatSettings.Delivery.Socket(new Secret.InFile(folder.resolve("app"))),
                "https://slack.com/api/")),
        read("{ slack: { token-from: { env: BOT }, app-token-from: { file: app } } }").slack());
  }

  @Test
  void aSlackMayCallTheServer() {
    assertEquals(
        Optional.of(
            new ChatSettings.Slack(
                TOKEN,
                new ChatSettings.Delivery.Http(new Secret.InEnvironment("SIGN"), "/slack/events"),
                "http://127.0.0.1:4003/api/")),
        read("{ slack: { mode: http, token-from: { env: BOT }, signing-secret-from: { env: SIGN }, api: \"http://127.0.0.1:4003/api\" } }")
            .slack());
  }

  @Test
  void aDiscordNeedsItsTokenAndItsServer() {
    assertEquals(
        Optional.of(
            new ChatSettings.Discord(
                TOKEN,
                "80351110224678912",
                "https://discord.com/api/v10/",
                "wss://gateway.discord.gg/")),
        read("{ discord: { token-from: { env: BOT }, server: \"80351110224678912\" } }").discord());
  }

  @Test
  void aDiscordMayBeOnThisComputer() {
    assertEquals(
        Optional.of(
            new ChatSettings.Discord(
                TOKEN,
                "80351110224678912",
                "http://127.0.0.1:4010/api/v10/",
                "ws://127.0.0.1:4011/")),
        read("{ discord: { token-from: { env: BOT }, server: \"80351110224678912\","
                + " api: \"http://127.0.0.1:4010/api/v10\", gateway: \"ws://127.0.0.1:4011\" } }")
            .discord());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "slack: {} | chat.slack.token-from is missing | add token-from: { env: NAME }",
        "slack: {} | chat.slack.app-token-from is missing | mode socket needs it",
        "slack: { mode: http } | chat.slack.signing-secret-from is missing | mode http needs it",
        "slack: { mode: https } | \"https\" is not known here | did you mean http?",
        "slack: { token-from: xoxb-hunter2 } | holds a secret | write { env: NAME }",
        "slack: { app-token-from: { value: hunter2 } } | holds a secret | write { env: NAME }",
        "slack: { signing-secret: hunter2 } | holds a secret | write { env: NAME }",
        "slack: { channel: general } | chat.slack.channel is not a key | one of token-from",
        "slack: { mode: http, path: slack } | \"slack\" is not a path | such as /slack/events",
        "slack: { mode: http, path: /a/../b } | is not a path | such as /slack/events",
        "slack: { api: \"http://slack.example.org/api/\" } | is not an address for a token | https://",
        "slack: { api: \"https://slack.com/api/?x=y\" } | is not an address for a token | no query",
        "slack: { api: \"slack.com\" } | is not an address for a token | https://",
        "slack: { api: \"https://ada:hunter2@slack.com/\" } | a user and a password in it | take them out",
        "discord: {} | chat.discord.token-from is missing | add token-from: { env: NAME }",
        "discord: { token-from: { env: BOT } } | chat.discord.server is missing | server",
        "discord: { server: my-team } | \"my-team\" is not the id of a Discord server | Copy Server ID",
        "discord: { api: \"http://discord.example.org/\" } | is not an address for a token | https://",
        "discord: { gateway: \"ws://discord.example.org/\" } | is not an address for a token | wss://",
        "discord: { gateway: \"https://gateway.discord.gg/\" } | is not an address for a token | wss://",
        "approve-with: [\":+1:\"] | is not a reaction | without colons",
        "irc: {} | chat.irc is not a key | one of slack, discord",
        "slack: | chat.slack is empty | keys and values",
      })
  void refusesAWrongChatWithoutRepeatingASecret(String line, String what, String fix) {
    List<Problem> problems = new AConfiguration(folder).problemsOf(with("\n  " + line));

    String words = problems.stream().map(Problem::words).collect(Collectors.joining("\n"));
    Problem found =
        problems.stream()
            .filter(problem -> problem.what().contains(what))
            .findFirst()
            .orElseThrow(() -> new AssertionError(words));
    assertEquals(3, found.line());
    assertTrue(found.fix().contains(fix), found.fix());
    assertFalse(words.contains("hunter2"), words);
  }

  @Test
  void reactionsThatApproveHaveTheNamesOfBothPlatforms() {
    assertEquals(List.of("white_check_mark", "✅"), read("{}").approveWith());
    assertEquals(List.of("ship", "🚢"), read("{ approve-with: [ship, 🚢] }").approveWith());
  }

  @Test
  void anEnvironmentSaysWhichChannelsHearOfIt() {
    AConfiguration configuration = new AConfiguration(folder);
    String told = RIGHT.replace("prod:\n", "prod:\n        tell: [slack:C024BE7LR, discord:42]\n");
    List<String> tell =
        configuration
            .readRight(told)
            .catalogue()
            .services()
            .values()
            .iterator()
            .next()
            .environments()
            .values()
            .iterator()
            .next()
            .tell();

    assertEquals(List.of("slack:C024BE7LR", "discord:42"), tell);
    String wrong = told.replace("slack:C024BE7LR", "\"#shop-deploys\"");
    assertTrue(
        configuration.problemsOf(wrong).getFirst().fix().contains("such as slack:C024BE7LR"));
  }

  @Test
  void standsInTheFirstFileOnly() {
    AConfiguration configuration = new AConfiguration(folder);
    configuration.write(
        "more.yaml",
        "chat: { discord: { token-from: { env: BOT }, server: \"80351110224678912\" } }\n");

    List<Problem> problems =
        configuration.problemsOf(
            RIGHT.replace("version: 1\n", "version: 1\ninclude: [more.yaml]\n"));

    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.getFirst().fix().contains("move it to slipway.yaml"));
  }

  @Test
  void theSectionInTheExampleLoadsWhenItIsMadeReal() throws Exception {
    Path fromModule = Path.of("..", "config", "slipway.yaml");
    Path example = Files.exists(fromModule) ? fromModule : Path.of("config", "slipway.yaml");
    String text = Files.readString(example);
    int begin = text.indexOf("\n#chat:\n");
    String chat = text.substring(begin, text.indexOf("\n\n", begin)).replace("\n#", "\n");

    String hours = "news: { quiet-hours: { nights: { from: \"20:00\", to: \"07:00\" } } }";
    ChatSettings settings =
        new AConfiguration(folder).readRight(RIGHT + chat + "\n" + hours + "\n").chat();

    assertTrue(settings.slack().isPresent() && settings.discord().isPresent());
  }

  @Test
  void whatIsRedactedAreListedPatterns() {
    assertEquals(List.of(), read("{ approve-with: [ok] }").redact());
    assertEquals(
        List.of("AKIA[0-9A-Z]{16}", "(?i)jane doe"),
        read("{ redact: ['AKIA[0-9A-Z]{16}', '(?i)jane doe'] }").redact());
  }

  @ParameterizedTest
  @CsvSource({"'[a-', is no pattern", "'x*', is found in an empty text", "'(?=a)b', is no pattern"})
  void aPatternThatCannotBeUsedIsAProblem(String pattern, String why) {
    assertTrue(
        new AConfiguration(folder)
            .problemsOf(with("{ redact: [\"" + pattern + "\"] }")).stream()
                .anyMatch(problem -> problem.words().contains(why)));
  }

  @Test
  void quietHoursAreThoseOfTheNews() {
    String hours = "\nnews: { quiet-hours: { nights: { from: \"20:00\", to: \"07:00\" } } }";
    assertEquals(List.of("nights"), read("{ quiet-hours: [nights] }" + hours).quietHours());
    String wrong =
        new AConfiguration(folder)
            .problemsOf(with("{ quiet-hours: [night] }" + hours))
            .getFirst()
            .words();
    assertTrue(wrong.contains("did you mean nights?"), wrong);
  }
}
