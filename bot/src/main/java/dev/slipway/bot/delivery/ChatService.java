package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.Account;
import dev.slipway.bot.conversation.Answering;
import dev.slipway.bot.conversation.ChatListener;
import dev.slipway.bot.conversation.ChatPlatform;
import dev.slipway.bot.conversation.Incoming;
import dev.slipway.bot.conversation.Place;
import dev.slipway.bot.turns.Turns;
import dev.slipway.command.Candidate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.springframework.context.SmartLifecycle;

/** The chats of this server, from its start to its end. */
final class ChatService implements SmartLifecycle {
  private static final Turns.Pace PACE =
      new Turns.Pace("chat-delivery", Duration.ofMillis(400), Duration.ofSeconds(2));

  private final List<ChatPlatform> platforms;
  private final ChatListener listener;
  private final Delivery delivery;
  private final Turns turns;
  private final Tallies tallies;
  private final ExecutorService threads;
  private volatile boolean running;

  ChatService(
      List<ChatPlatform> platforms,
      ChatListener listener,
      Delivery delivery,
      ExecutorService threads,
      Tallies tallies) {
    this.platforms = List.copyOf(platforms);
    this.listener = listener;
    this.delivery = delivery;
    this.turns = new Turns(PACE, delivery);
    this.tallies = tallies;
    this.threads = threads;
  }

  @Override
  public void start() {
    running = true;
    platforms.forEach(platform -> platform.open(counted(tallies.of(platform.name()))));
    if (!platforms.isEmpty()) {
      turns.start();
    }
  }

  private ChatListener counted(Tally tally) {
    return new ChatListener() {
      @Override
      public void heard(Incoming incoming, Answering answering) {
        listener.heard(incoming, answering);
      }

      @Override
      public List<Candidate> complete(Account by, Place at, String line) {
        return listener.complete(by, at, line);
      }

      @Override
      public void acknowledged(Duration took) {
        tally.acknowledged(took);
      }
    };
  }

  Map<String, String> troubles() {
    return delivery.troubles();
  }

  @Override
  public void stop() {
    running = false;
    if (!platforms.isEmpty()) {
      turns.close();
    }
    platforms.forEach(ChatPlatform::close);
    threads.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
