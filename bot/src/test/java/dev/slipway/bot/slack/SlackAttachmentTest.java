package dev.slipway.bot.slack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.conversation.ChatRig;
import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.Eventually;
import dev.slipway.bot.conversation.Message;
import dev.slipway.bot.conversation.MessageId;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.conversation.PostId;
import dev.slipway.bot.conversation.Words;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A file that Slack does not take is tried again, and missed aloud. */
@Tag("T2")
class SlackAttachmentTest {
  private static final Place CHANNEL = Place.channel(SlackPlatform.NAME, SlackRig.CHANNEL);
  private static final Message WITH_FILE =
      new Message(
          "the log",
          List.of(
              new Message.Paragraph(Words.of("The log is attached.")),
              new Message.Attachment("log.txt", "line\n".repeat(5_000))),
          0,
          Optional.empty());

  private final SlackRig rig = new SlackRig(SlackRig.Mode.SOCKET);
  private final SlackPlatform bot = rig.platform();

  @BeforeEach
  void open() {
    bot.open(new HeardInSlack());
    Eventually.so(() -> bot.connection().words(), () -> bot.connection().up());
  }

  @AfterEach
  void close() {
    rig.close();
  }

  /** What stands below the message. */
  private List<String> thread() throws ChatTrouble {
    MessageId posted = bot.post(CHANNEL, WITH_FILE, new PostId("post-1"), false);
    return rig.messages(Place.threadOf(posted)).stream().skip(1).map(ChatRig.Seen::text).toList();
  }

  @Test
  void aFileIsUploadedOnceMoreWhenSlackDoesNotTakeIt() throws ChatTrouble {
    rig.slack.web.refuseUploads(2, 503);

    List<String> thread = thread();

    assertEquals(1, thread.size(), thread.toString());
    assertTrue(thread.getFirst().startsWith("(file log.txt)"), thread.toString());
  }

  @Test
  void aFileThatStaysAwayIsMissedAloud() throws ChatTrouble {
    rig.slack.web.refuseUploads(100, 503);

    assertEquals(
        List.of(
            "The file log.txt could not be attached here; please ask for it once more, or in the shell."),
        thread());
    assertEquals(1, rig.messages(CHANNEL).size(), "the message itself is posted once");
  }
}
