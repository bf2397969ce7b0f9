package dev.slipway.bot;

import dev.slipway.bot.conversation.ChatRig;
import dev.slipway.bot.conversation.Place;
import dev.slipway.journal.Fact;
import dev.slipway.journal.Replay;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A release of which something happens whenever a test wants it to, told in one channel. */
public final class ToldRelease {
  private static final ReleaseId SHOP_1 = new ReleaseId(new ServiceName("shop"), 1);
  private static final StreamName STREAM = StreamName.of(SHOP_1);

  private final Store store;
  private final ChatRig chat;
  private final Place channel;

  private ToldRelease(Store store, ChatRig chat, Place channel) {
    this.store = store;
    this.chat = chat;
    this.channel = channel;
  }

  public static ToldRelease opened(Store store, ServedChat chat) {
    Fact.Opened opened =
        new Fact.Opened(
            SHOP_1,
            new EnvironmentName("prod"),
            "ada",
            "Coupons",
            "",
            Optional.empty(),
            new ChangeRecord(
                Optional.of(new Version("v1")),
                new Version("v2"),
                Optional.empty(),
                new CommitId("2".repeat(40)),
                new ArtifactDigest("sha256:" + "b".repeat(64)),
                List.of(),
                List.of(),
                List.of()));
    long unused =
        store.write(writer -> {
          var entry = writer.append(STREAM, 0, opened, Instant.now(), Actor.person("ada", "test"));
          writer.summarize(Summaries.of(Replay.of(List.of(entry))));
          return entry.version();
        });
    String[] key = chat.channel().split(":", 2);
    return new ToldRelease(store, chat.rig(), Place.channel(key[0], key[1]));
  }

  /** Something happens that is told in a line of its thread. */
  public void happens(String what) {
    long unused =
        store.write(writer ->
            writer
                .append(
                    STREAM,
                    writer.version(STREAM),
                    new Fact.Paged(what),
                    Instant.now(),
                    Actor.system("test"))
                .version());
  }

  /** The messages of releases; where a platform shows news of threads among them, those as well. */
  public List<ChatRig.Seen> inChannel() {
    return chat.messages(channel);
  }

  public long roots() {
    return inChannel().stream().filter(seen -> seen.text().contains("shop v2 to prod:")).count();
  }

  public List<ChatRig.Seen> thread() {
    List<ChatRig.Seen> channel = inChannel();
    return channel.isEmpty() ? List.of() : chat.messages(Place.threadOf(channel.getFirst().id()));
  }

  public long lines(String words) {
    return thread().stream().filter(seen -> seen.text().contains(words)).count();
  }
}
