package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.ChatPlatform;
import dev.slipway.bot.conversation.ChatRig;
import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.bot.conversation.Conversation;
import dev.slipway.bot.conversation.Eventually;
import dev.slipway.bot.conversation.Place;
import dev.slipway.command.AShop;
import dev.slipway.control.Clock;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.notice.ChatBook;
import dev.slipway.notice.Outbox;
import dev.slipway.outside.store.SqlChatBook;
import dev.slipway.outside.store.SqlOutbox;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A shop whose releases are told in a chat, with time that a test moves.
 *
 * @param <R> the chat
 */
final class Told<R extends ChatRig> implements AutoCloseable {
  private static final Duration TURN = Duration.ofMillis(500);

  /** When much time passes: longer than a server's claim on a channel has to be renewed. */
  private static final Duration LONG_TURN = Duration.ofSeconds(3);

  private static final Duration LONG = Duration.ofMinutes(5);

  final R chat;
  private final String platform;
  final AShop shop;
  final ChatBook book;
  final Outbox outbox;
  private volatile String diesAt = "";
  private final AtomicInteger deaths = new AtomicInteger();
  private final List<Delivery> servers = new ArrayList<>();
  private final Set<String> dead = ConcurrentHashMap.newKeySet();
  private final List<ChatPlatform> connections = new ArrayList<>();

  Told(Path folder, Function<Clock, R> rig) {
    LateClock clock = new LateClock();
    chat = rig.apply(clock);
    platform = chat.member("ada").platform();
    shop =
        AShop.whosePeopleChat(
            folder,
            Map.of(
                "ada", List.of(account("ada").key()),
                "ben", List.of(account("ben").key()),
                "chi", List.of(account("chi").key())),
            List.of(platform + ":" + chat.channel()));
    clock.shop = Optional.of(shop.clock());
    book = dying(new SqlChatBook(shop.store()));
    outbox = new SqlOutbox(shop.store());
  }

  /** From now on the call of this name is done, and then the server is gone in the middle of it. */
  void dyingAt(String call, int times) {
    diesAt = call;
    deaths.set(times);
  }

  private ChatBook dying(ChatBook book) {
    return (ChatBook)
        Proxy.newProxyInstance(
            ChatBook.class.getClassLoader(),
            new Class<?>[] {ChatBook.class},
            (proxy, method, arguments) -> {
              try {
                Object answer = method.invoke(book, arguments);
                if (method.getName().equals(diesAt) && deaths.getAndDecrement() > 0) {
                  throw new IllegalStateException("the server died in " + diesAt);
                }
                return answer;
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  List<ChatBook.Reaction> reactionsOn(ChatRig.Seen message) {
    return book.reactions(platform + ":" + message.id().channel(), message.id().id());
  }

  private static final class LateClock implements Clock {
    private volatile Optional<Clock> shop = Optional.empty();

    @Override
    public Instant now() {
      return shop.map(Clock::now).orElse(AShop.START);
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
      shop.orElseThrow().pause(duration);
    }
  }

  Account account(String name) {
    return chat.member(name);
  }

  /** A server that delivers and answers. */
  Delivery server(String name) {
    ChatPlatform connection = servers.isEmpty() ? chat.platform() : chat.anotherPlatform();
    Delivery delivery =
        new Delivery(
            shop.desk(),
            outbox,
            book,
            List.of(connection),
            new Holder(name, other -> dead.contains(other.replaceFirst("#.*", ""))),
            List.of("✅", "white_check_mark"),
            Runnable::run);
    connections.add(connection);
    connection.open(new Conversation(shop.desk(), book, delivery.names(), delivery.reacting()));
    Eventually.so("connected", () -> connection.connection().up());
    servers.add(delivery);
    return delivery;
  }

  /** Every server takes turns for so long. */
  Told<R> passes(Duration time) {
    Duration step = time.compareTo(LONG) < 0 ? TURN : LONG_TURN;
    for (Duration done = Duration.ZERO; done.compareTo(time) < 0; done = done.plus(step)) {
      turn();
      AShop unused = shop.later(step);
    }
    turn();
    return this;
  }

  void turn() {
    servers.forEach(Delivery::turn);
  }

  /** Turns and time until something is so. */
  void until(String what, BooleanSupplier so) {
    Eventually.so(
        () ->
            what
                + " in "
                + inChannel()
                + " "
                + inChannel().stream()
                    .map(seen -> chat.messages(Place.threadOf(seen.id())))
                    .toList(),
        () -> {
          turn();
          AShop unused = shop.later(TURN);
          return so.getAsBoolean();
        });
  }

  /** The process is gone, without a word. */
  void dies(Delivery server) {
    boolean unused = servers.remove(server);
  }

  /** Others on its computer see that it is. */
  void diesInSight(Delivery server, String name) {
    dies(server);
    dead.add(name);
  }

  Place channel() {
    return Place.channel(platform, chat.channel());
  }

  List<ChatRig.Seen> inChannel() {
    return chat.messages(channel());
  }

  /** What was posted first; a platform may show news of threads below it. */
  ChatRig.Seen root() {
    return inChannel().getFirst();
  }

  List<ChatRig.Seen> thread() {
    return chat.messages(Place.threadOf(root().id()));
  }

  /** What stands between the bot and one person. */
  List<ChatRig.Seen> directly(String who) throws ChatTrouble {
    return chat.messages(connections.getFirst().direct(account(who)));
  }

  List<String> threadTexts() {
    return thread().stream().map(ChatRig.Seen::text).toList();
  }

  /** The request for approvals that is open. */
  ChatRig.Seen ask() {
    return thread().stream()
        .filter(seen -> seen.buttons().contains("Approve"))
        .reduce((first, second) -> second)
        .orElseThrow(() -> new AssertionError("nothing asks for approvals in " + thread()));
  }

  ReleaseRecord release(String id) {
    return AShop.yes(shop.desk().lookup().find(id, Optional.empty()));
  }

  void eventuallyPrivate(String who, String words) {
    Eventually.so(
        () -> words + " for " + who + " in " + chat.privately(account(who)),
        () -> chat.privately(account(who)).stream().anyMatch(text -> text.contains(words)));
  }

  @Override
  public void close() {
    connections.forEach(ChatPlatform::close);
    chat.close();
    shop.close();
  }
}
