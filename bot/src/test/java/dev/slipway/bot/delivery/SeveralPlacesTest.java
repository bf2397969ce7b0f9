package dev.slipway.bot.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.bot.conversation.ChatPlatform;
import dev.slipway.bot.conversation.Conversation;
import dev.slipway.bot.conversation.Eventually;
import dev.slipway.bot.conversation.MemoryChat;
import dev.slipway.bot.conversation.Place;
import dev.slipway.command.AShop;
import dev.slipway.command.Candidate;
import dev.slipway.journal.Fact;
import dev.slipway.notice.ChatBook;
import dev.slipway.outside.store.SqlChatBook;
import dev.slipway.outside.store.SqlOutbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * T2: people with accounts in two chats, and releases that are told in several channels. The chats
 * are called "blue" and "green"; the catalogue names everybody's blue account first.
 */
@Tag("T2")
class SeveralPlacesTest {
  private static final String NEEDED = "waits for an approval that you can give";
  private static final Place BLUE_ONE = Place.channel("blue", "C1");
  private static final Place BLUE_THREE = Place.channel("blue", "C3");
  private static final Place GREEN_NINE = Place.channel("green", "C9");

  @TempDir private Path folder;
  private AShop shop;
  private MemoryChat blue;
  private MemoryChat green;
  private Delivery delivery;

  @BeforeEach
  void open() {
    shop =
        AShop.whosePeopleChat(
            folder,
            Map.of("chi", List.of("blue:U-chi", "green:U-chi"), "ada", List.of("blue:U-ada")),
            List.of("blue:C1", "blue:C2"));
    blue = new MemoryChat(shop.clock(), "blue");
    green = new MemoryChat(shop.clock(), "green");
    ChatBook book = new SqlChatBook(shop.store());
    List<ChatPlatform> platforms = List.of(blue.platform(), green.platform());
    delivery =
        new Delivery(
            shop.desk(),
            new SqlOutbox(shop.store()),
            book,
            platforms,
            new Holder("one", other -> false),
            List.of("✅"),
            Runnable::run);
    platforms.forEach(platform ->
        platform.open(new Conversation(shop.desk(), book, delivery.names(), delivery.reacting())));
    delivery.turn();
  }

  @AfterEach
  void close() {
    blue.close();
    green.close();
    shop.close();
  }

  private void until(String what, BooleanSupplier so) {
    Eventually.so(
        what,
        () -> {
          delivery.turn();
          AShop unused = shop.later(Duration.ofMillis(500));
          return so.getAsBoolean();
        });
  }

  private static boolean hears(MemoryChat chat, String who, String words) {
    return chat.privately(chat.member(who)).stream().anyMatch(text -> text.contains(words));
  }

  private void wants(MemoryChat chat, Place at) {
    chat.types(chat.member("chi"), at, "notify me approvals");
    Eventually.so("an answer", () -> hears(chat, "chi", "From now on you are told directly in "));
  }

  @Test
  void theAccountThatAskedIsTold() {
    wants(green, GREEN_NINE);
    shop.opened("v2");

    until("told in green", () -> hears(green, "chi", NEEDED));

    assertTrue(!hears(blue, "chi", NEEDED), "once");
  }

  @Test
  void theAccountThatAskedLastIsTold() {
    wants(green, GREEN_NINE);
    wants(blue, BLUE_ONE);
    shop.opened("v2");

    until("told in blue", () -> hears(blue, "chi", NEEDED));

    assertTrue(!hears(green, "chi", NEEDED), "once");
  }

  @Test
  void whileItsChatIsAwayAnotherAccountIsTold() {
    wants(green, GREEN_NINE);
    green.away(true);
    shop.opened("v2");

    until("told in blue", () -> hears(blue, "chi", NEEDED));

    green.away(false);
    until("all is told", () -> blue.messages(BLUE_ONE).size() == 1);
    assertTrue(!hears(green, "chi", NEEDED), "once");
  }

  private List<Fact.ToldElsewhere> moves() {
    return dev.slipway.command.AShop.yes(shop.desk().lookup().find("shop/2", Optional.empty()))
        .story()
        .stream()
        .filter(told -> told.fact() instanceof Fact.ToldElsewhere)
        .map(told -> (Fact.ToldElsewhere) told.fact())
        .toList();
  }

  private boolean stands(Place at, String words) {
    return (at.platform().equals("blue") ? blue : green)
        .messages(at).stream().anyMatch(seen -> seen.text().contains(words));
  }

  @Test
  void ofSeveralChannelsOneIsNamed() {
    shop.opened("v2");
    until("told in one", () -> stands(BLUE_ONE, "gates closed"));

    blue.types(blue.member("ada"), BLUE_THREE, "move here shop/2");
    Eventually.so(
        "asked which",
        () ->
            hears(blue, "ada", "several channels")
                && hears(blue, "ada", "move here shop/2 --from blue:C2"));
    blue.types(blue.member("ada"), BLUE_THREE, "move here shop/2 --from #elsewhere");
    Eventually.so("not that one", () -> hears(blue, "ada", "is not told in #elsewhere"));
    assertEquals(List.of(), moves());
    assertEquals(
        List.of("blue:C1", "blue:C2"),
        new Conversation(
                shop.desk(), new SqlChatBook(shop.store()), delivery.names(), delivery.reacting())
            .complete(blue.member("ada"), BLUE_THREE, "move here shop/2 --from ").stream()
                .map(Candidate::value)
                .toList());

    blue.types(blue.member("ada"), BLUE_THREE, "move here shop/2 --from <#C1>");
    until("told in three", () -> stands(BLUE_THREE, "gates closed"));

    until("and in one no more", () -> stands(BLUE_ONE, "is told in"));
    assertTrue(stands(Place.channel("blue", "C2"), "gates closed"), "the other one stays");
    assertEquals(
        List.of("blue:C1 blue:C3"),
        moves().stream().map(moved -> moved.from() + " " + moved.to()).toList());
  }

  /** From another platform, nothing is meant by itself. */
  @Test
  void aChannelOfAnotherPlatformIsNamedToo() {
    shop.opened("v2");
    until("told in one", () -> stands(BLUE_ONE, "gates closed"));

    green.types(green.member("chi"), GREEN_NINE, "move here shop/2 --from blue:C1 --dry-run");
    Eventually.so("only said", () -> hears(green, "chi", "Would let shop/2 be told here"));
    assertEquals(List.of(), moves());
    green.types(green.member("chi"), GREEN_NINE, "move here shop/2 --from blue:C1");

    until("told in green", () -> stands(GREEN_NINE, "gates closed"));
    until("and in one no more", () -> stands(BLUE_ONE, "is told in"));
  }
}
