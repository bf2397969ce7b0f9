package dev.slipway.bot.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.slipway.bot.GivenServer;
import dev.slipway.bot.conversation.Eventually;
import dev.slipway.bot.conversation.Place;
import dev.slipway.journal.Fact;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.journal.Summaries;
import dev.slipway.release.Actor;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.ChangeRecord;
import dev.slipway.release.CommitId;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole server, started from a configuration file, in a channel of Slack. */
class ServerInSlackTest {
  private static final ReleaseId SHOP_1 = new ReleaseId(new ServiceName("shop"), 1);
  private static final Place CHANNEL = Place.channel("slack", SlackRig.CHANNEL);

  @TempDir private Path folder;
  private SlackRig rig;

  @BeforeEach
  void open() {
    rig = new SlackRig(SlackRig.Mode.SOCKET);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private GivenServer server() throws IOException {
    String chat =
        "chat: { slack: { token-from: { file: bot-token }, app-token-from: { file: app-token }, api: \""
            + rig.slack.api()
            + "\" } }\n";
    Path unusedBot = secret("bot-token", FakeSlackState.BOT_TOKEN);
    Path unusedApp = secret("app-token", FakeSlackState.APP_TOKEN);
    return GivenServer.in(
        folder,
        GivenServer.CONFIGURATION
                .replace("policy: default\n", "policy: default\n        tell: [slack:C0RELEASES]\n")
                .replace(
                    "ada: { name: Ada Okafor,",
                    "ada: { name: Ada Okafor, chat: [\"" + rig.member("ada").key() + "\"],")
            + chat);
  }

  private Path secret(String name, String value) throws IOException {
    return Files.writeString(folder.resolve(name), value, StandardCharsets.UTF_8);
  }

  private static void opens(Store store) {
    ChangeRecord change =
        new ChangeRecord(
            Optional.of(new Version("v1")),
            new Version("v2"),
            Optional.empty(),
            new CommitId("2".repeat(40)),
            new ArtifactDigest("sha256:" + "b".repeat(64)),
            List.of(),
            List.of(),
            List.of());
    Fact.Opened opened =
        new Fact.Opened(
            SHOP_1, new EnvironmentName("prod"), "ada", "Coupons", "", Optional.empty(), change);
    Boolean unused =
        store.write(writer -> {
          StreamName stream = StreamName.of(SHOP_1);
          var entry = writer.append(stream, 0, opened, Instant.now(), Actor.person("ada", "test"));
          writer.summarize(Summaries.of(dev.slipway.journal.Replay.of(List.of(entry))));
          return true;
        });
  }

  @Test
  void tellsAReleaseAndAnswersAndGoesOnAfterARestart() throws IOException {
    try (GivenServer server = server()) {
      opens(server.slipway().store());
      Eventually.so(
          () -> "a root message in " + rig.messages(CHANNEL),
          () -> rig.messages(CHANNEL).stream().anyMatch(s -> s.text().contains("shop v2 to prod")));

      rig.types(rig.member("ada"), CHANNEL, "list");

      Eventually.so(
          () -> "an answer in " + rig.privately(rig.member("ada")),
          () -> rig.privately(rig.member("ada")).stream().anyMatch(t -> t.contains("shop/1")));
    }
    try (GivenServer again = server()) {
      Boolean unused =
          again
              .slipway()
              .store()
              .write(writer -> {
                var entry =
                    writer.append(
                        StreamName.of(SHOP_1),
                        1,
                        new Fact.Paged("somebody is wanted"),
                        Instant.now(),
                        Actor.system("test"));
                return entry.version() == 2;
              });

      Place thread = Place.threadOf(rig.messages(CHANNEL).getFirst().id());
      Eventually.so(
          () -> "a line in " + rig.messages(thread),
          () ->
              rig.messages(thread).stream().anyMatch(s -> s.text().contains("somebody is wanted")));
      assertEquals(1, rig.messages(CHANNEL).size());
    }
  }
}
