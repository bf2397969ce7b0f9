package dev.slipway.bot.conversation;

import dev.slipway.command.AShop;
import dev.slipway.control.Answer;
import dev.slipway.control.Clock;
import dev.slipway.control.Opening;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.StreamName;
import dev.slipway.notice.ChatBook;
import dev.slipway.outside.store.SqlChatBook;
import dev.slipway.risk.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * People and a bot in a chat, for what is told of them: Ada writes the code, Ben owns the service,
 * Chi is on call; Mallory is in the chat and in no catalogue.
 */
abstract class AConversation {
  @TempDir private Path folder;

  ChatRig rig;
  AShop shop;
  private ChatBook book;
  private ChatPlatform platform;

  /** The platform under test, with people in it; its pace is kept by this clock where it can be. */
  protected abstract ChatRig open(Clock clock);

  @BeforeEach
  void open() {
    TheClock clock = new TheClock();
    rig = open(clock);
    shop =
        AShop.whosePeopleChat(
            folder,
            Map.of(
                "ada", List.of(rig.member("ada").key()),
                "ben", List.of(rig.member("ben").key()),
                "chi", List.of(rig.member("chi").key())),
            List.of());
    clock.follow(shop.clock());
    book = new SqlChatBook(shop.store());
    platform = rig.platform();
    platform.open(conversation());
    Eventually.so("connected", () -> platform.connection().up());
  }

  Conversation conversation() {
    return new Conversation(shop.desk(), book, (at, channel) -> "#shop-deploys", new NoReactions());
  }

  @AfterEach
  void close() {
    platform.close();
    rig.close();
    shop.close();
  }

  /** A rig is made before the shop whose clock it has. */
  private static final class TheClock implements Clock {
    private volatile Optional<Clock> shop = Optional.empty();

    void follow(Clock clock) {
      shop = Optional.of(clock);
    }

    @Override
    public Instant now() {
      return shop.map(Clock::now).orElse(AShop.START);
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
      shop.orElseThrow().pause(duration);
    }
  }

  private static final class NoReactions implements Reacting {
    @Override
    public void reacted(Incoming.Reacted reacted, Answering answering) {}

    @Override
    public void removed(MessageId message) {}

    @Override
    public void settle(dev.slipway.release.ReleaseId release) {}
  }

  Account ada() {
    return rig.member("ada");
  }

  Account chi() {
    return rig.member("chi");
  }

  Account mallory() {
    return rig.member("mallory");
  }

  Place channel() {
    return Place.channel(platform.name(), rig.channel());
  }

  ReleaseRecord release(String id) {
    return shop.desk().lookup().find(id, Optional.empty()) instanceof Answer.Yes<ReleaseRecord> yes
        ? yes.value()
        : org.junit.jupiter.api.Assertions.fail("no release " + id);
  }

  String lastPrivate(Account who) {
    List<String> all = rig.privately(who);
    return all.isEmpty() ? "" : all.getLast();
  }

  void eventuallyPrivate(Account who, String words) {
    Eventually.so(
        () -> "\"" + words + "\" for " + who.id() + " in " + rig.privately(who),
        () -> lastPrivate(who).contains(words));
  }

  void eventuallyInChannel(String words) {
    Eventually.so(
        () -> "\"" + words + "\" in " + rig.messages(channel()),
        () -> rig.messages(channel()).stream().anyMatch(seen -> seen.text().contains(words)));
  }

  /** A message with a button, as the bot would have posted it. */
  MessageId posted(ReleaseRecord release, Message.Button... buttons) throws ChatTrouble {
    MessageId id =
        platform.post(
            channel(),
            new Message(
                "shop v2 to prod",
                List.of(
                    new Message.Paragraph(Words.of("shop v2 to prod")),
                    new Message.Buttons(List.of(buttons))),
                1,
                Optional.of(release.id().toString())),
            new PostId("story-" + release.id().number()),
            false);
    ChatBook.Standing fresh =
        ChatBook.Standing.fresh(Channels.key(id), StreamName.of(release.id()), "root", shop.now());
    book.keep(
        new ChatBook.Standing(
            fresh.channel(),
            fresh.stream(),
            fresh.slot(),
            1,
            Optional.of(id.id()),
            1,
            "x",
            shop.now(),
            shop.now(),
            shop.now(),
            1,
            0,
            ChatBook.Standing.State.STANDING,
            ""));
    return id;
  }

  static Message.Button button(String label, String verb, ReleaseRecord release, long footing) {
    return button(label, verb, release, footing, Optional.empty());
  }

  static Message.Button button(
      String label,
      String verb,
      ReleaseRecord release,
      long footing,
      Optional<Press.FormKind> form) {
    return new Message.Button(
        label,
        label,
        Message.Tone.PLAIN,
        new Press(verb, release.id().toString(), footing, "", form));
  }

  ReleaseRecord raiseTheRisk(ReleaseRecord release) {
    return AShop.yes(
        shop.desk()
            .opening()
            .plan(
                AShop.BEN,
                release,
                new Opening.PlanWish(Optional.empty(), Optional.of(Level.HIGH), "money")));
  }
}
