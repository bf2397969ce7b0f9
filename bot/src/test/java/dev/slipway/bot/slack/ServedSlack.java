package dev.slipway.bot.slack;

import dev.slipway.bot.ServedChat;
import dev.slipway.bot.conversation.ChatRig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The pretended Slack for servers in processes of their own. */
public final class ServedSlack implements ServedChat {
  private final SlackRig rig = new SlackRig(SlackRig.Mode.SOCKET);

  @Override
  public ChatRig rig() {
    return rig;
  }

  @Override
  public String channel() {
    return "slack:" + SlackRig.CHANNEL;
  }

  @Override
  public String configuration(Path folder) throws IOException {
    Path bot = Files.writeString(folder.resolve("bot-token"), FakeSlackState.BOT_TOKEN);
    Path app = Files.writeString(folder.resolve("app-token"), FakeSlackState.APP_TOKEN);
    return "slack: { token-from: { file: "
        + bot.getFileName()
        + " }, app-token-from: { file: "
        + app.getFileName()
        + " }, api: \""
        + rig.slack.api()
        + "\" }";
  }

  @Override
  public List<String> moreChannels(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(number -> {
          String id = "C0MORE" + number;
          rig.slack.channel(id, FakeSlackState.BOT);
          return "slack:" + id;
        })
        .toList();
  }

  @Override
  public long refusedForPace() {
    synchronized (rig.slack.state) {
      return rig.slack.state.refusals.stream().filter(one -> one.contains("ratelimited")).count();
    }
  }

  /** Runs while the next message is on its way to be posted. */
  public void beforeNextPost(Runnable meanwhile) {
    rig.slack.web.beforeNextPost(meanwhile);
  }

  @Override
  public void close() {
    rig.close();
  }
}
