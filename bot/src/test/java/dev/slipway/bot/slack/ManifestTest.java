package dev.slipway.bot.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.Eventually;
import dev.slipway.bot.conversation.Incoming;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.conversation.Png;
import dev.slipway.bot.conversation.PostId;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The manifest asks for what the bot needs, and for nothing else. */
@Tag("T2")
class ManifestTest {
  @Test
  void everyScopeAndEventIsNeededAndNoneIsMissing() throws Exception {
    SlackRig rig = new SlackRig(SlackRig.Mode.SOCKET);
    HeardInSlack heard = new HeardInSlack();
    SlackPlatform bot = rig.platform();
    bot.open(heard);
    Eventually.so("connected", () -> bot.connection().up());
    Account ada = rig.member("ada");
    Place open = Place.channel(SlackPlatform.NAME, rig.channel());
    Place secret = Place.channel(SlackPlatform.NAME, "G0SECRET");
    synchronized (rig.slack.state) {
      FakeSlackState.Channel channel = new FakeSlackState.Channel(false, true);
      channel.members.addAll(List.of(FakeSlackState.BOT, ada.id()));
      rig.slack.state.channels.put("G0SECRET", channel);
    }
    Message chart =
        new Message(
            "chart",
            List.of(
                new Message.Picture(new Png(new byte[] {1}), "a.png", "Errors rose"),
                new Message.Attachment("log.txt", "log")),
            0,
            Optional.empty());

    MessageId posted = bot.post(open, chart, new PostId("a"), false);
    bot.find(open, new PostId("a"));
    bot.find(secret, new PostId("a"));
    assertEquals("G0SECRET", bot.channelName("G0SECRET"), "until Slack has said its name");
    bot.post(bot.direct(ada), Message.of("needed"), new PostId("b"), false);
    rig.types(ada, open, "list");
    rig.types(ada, Place.threadOf(posted), "list");
    rig.slack.direct(ada.id(), "list");
    rig.reacts(ada, posted, "✅");
    rig.takesReactionBack(ada, posted, "✅");
    bot.reactions(posted);
    Eventually.so(() -> "five things of " + heard.all, () -> heard.all.size() == 5);
    rig.deletes(posted);
    Eventually.so(
        "its removal",
        () -> heard.all.stream().anyMatch(incoming -> incoming instanceof Incoming.Removed));
    Eventually.so(
        "names are asked for",
        () -> rig.slack.state.scopesUsed.containsAll(List.of("groups:read", "channels:read")));
    TreeSet<String> used = new TreeSet<>(rig.slack.state.scopesUsed);
    List<String> refusals = List.copyOf(rig.slack.state.refusals);
    rig.close();

    assertEquals(List.of(), refusals);
    assertEquals(new TreeSet<>(Manifest.read().scopes()), used);
  }

  @Test
  void theGuideGivesAReasonForEveryScope() throws Exception {
    String guide =
        Files.readString(Manifest.FILE.resolve("../../../docs/how-to/slack.md").normalize());

    for (String scope : Manifest.read().scopes()) {
      assertTrue(guide.contains("| `" + scope + "` | "), scope);
    }
    for (String event : Manifest.read().events()) {
      assertTrue(guide.contains("`" + event + "`"), event);
    }
  }
}
