package dev.slipway.bot.delivery;

import dev.slipway.bot.conversation.ChatListener;
import dev.slipway.bot.conversation.ChatPlatform;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.springframework.context.SmartLifecycle;

/** The chats of this server, from its start to its end. */
final class ChatService implements SmartLifecycle {
  private final List<ChatPlatform> platforms;
  private final ChatListener listener;
  private final DeliveryLoop loop;
  private final ExecutorService threads;
  private volatile boolean running;

  ChatService(
      List<ChatPlatform> platforms,
      ChatListener listener,
      DeliveryLoop loop,
      ExecutorService threads) {
    this.platforms = List.copyOf(platforms);
    this.listener = listener;
    this.loop = loop;
    this.threads = threads;
  }

  @Override
  public void start() {
    running = true;
    platforms.forEach(platform -> platform.open(listener));
    if (!platforms.isEmpty()) {
      loop.start();
    }
  }

  @Override
  public void stop() {
    running = false;
    if (!platforms.isEmpty()) {
      loop.close();
    }
    platforms.forEach(ChatPlatform::close);
    threads.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
