package dev.slipway.bot.slack;

import dev.slipway.bot.conversation.ChatTrouble;
import dev.slipway.view.Plain;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people call Slack's channels. Asked once an hour for each; a channel whose name is not known
 * in time, or may not be asked for, is called by its id.
 */
final class SlackChannelNames {
  private static final Logger LOG = LoggerFactory.getLogger(SlackChannelNames.class);
  private static final Duration KEPT = Duration.ofHours(1);
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int MOST = 10_000;
  private static final int LONGEST = 80;

  /** Asks Slack for one channel's name. */
  interface Source {
    String name(String channel) throws ChatTrouble;
  }

  private record Asked(CompletableFuture<Optional<String>> name, Instant at) {}

  private final Source source;
  private final InstantSource clock;
  private final Map<String, Asked> asked = new ConcurrentHashMap<>();

  SlackChannelNames(Source source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  /** "#shop-deploys", or the id while nothing else is known. Waits for nothing. */
  String name(String channel) {
    return direct(channel).or(() -> ask(channel).name().getNow(Optional.empty())).orElse(channel);
  }

  /** Waits a moment for the name, so that what is written down next has it. */
  void learn(String channel) {
    if (direct(channel).isPresent()) {
      return;
    }
    try {
      Optional<String> unused = ask(channel).name().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException slow) {
      LOG.debug("{} has no name yet", channel);
    }
  }

  private static Optional<String> direct(String channel) {
    return channel.startsWith("D") ? Optional.of("direct message") : Optional.empty();
  }

  private Asked ask(String channel) {
    if (asked.size() >= MOST) {
      asked.clear();
    }
    return asked.compute(
        channel,
        (id, before) ->
            before != null && clock.instant().isBefore(before.at().plus(KEPT))
                ? before
                : again(id, before));
  }

  /** The name before holds until there is another. */
  private Asked again(String channel, @Nullable Asked before) {
    Optional<String> old =
        before == null ? Optional.empty() : before.name().getNow(Optional.empty());
    CompletableFuture<Optional<String>> name =
        old.isPresent() ? CompletableFuture.completedFuture(old) : new CompletableFuture<>();
    Asked now = new Asked(name, clock.instant());
    Thread unused =
        Thread.ofVirtual()
            .start(() -> {
              Optional<String> found = found(channel).or(() -> old);
              if (!name.complete(found)) {
                asked.put(channel, new Asked(CompletableFuture.completedFuture(found), now.at()));
              }
            });
    return now;
  }

  private Optional<String> found(String channel) {
    try {
      String name = Plain.line(source.name(channel), LONGEST);
      return name.isBlank() ? Optional.empty() : Optional.of("#" + name);
    } catch (ChatTrouble nameless) {
      LOG.info("{} is called by its id: {}", channel, nameless.getMessage());
      return Optional.empty();
    }
  }
}
