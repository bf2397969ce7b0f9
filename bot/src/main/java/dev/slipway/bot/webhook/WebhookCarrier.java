package dev.slipway.bot.webhook;

import dev.slipway.bot.news.Carried;
import dev.slipway.bot.news.Carrier;
import dev.slipway.bot.news.Letter;
import dev.slipway.bot.news.Trial;
import dev.slipway.catalog.Secret;
import dev.slipway.catalog.WebhookSettings.Endpoint;
import dev.slipway.notice.Newsroom;
import dev.slipway.notice.Outbox;
import dev.slipway.notice.Redaction;
import dev.slipway.notice.ReleaseEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes events to one program, which holds up no other. A program that takes nothing is left alone
 * for longer and longer; one that answered 410 is not called again at that address.
 */
final class WebhookCarrier implements Carrier {
  private static final int MOST_DEAD = 1000;
  private static final int FINGERPRINT = 8;
  private static final Duration BETWEEN_TESTS = Duration.ofMinutes(1);

  private final Endpoint endpoint;
  private final Courier courier;
  private final Repetition repetition;
  private final Outbox outbox;
  private final Redaction redaction;
  private final Map<String, String> environment;
  private final InstantSource signed;
  private final WebhookTally tally;
  private Optional<Boolean> gone = Optional.empty();
  private Instant rests = Instant.EPOCH;
  private int failures;

  /**
   * @param outbox remembers whether the program wants no more
   * @param signed the time in signatures: the world's, because the other side has no other
   */
  WebhookCarrier(
      Endpoint endpoint,
      Courier courier,
      Repetition repetition,
      Outbox outbox,
      Redaction redaction,
      Map<String, String> environment,
      InstantSource signed,
      WebhookTally tally) {
    this.endpoint = endpoint;
    this.courier = courier;
    this.repetition = repetition;
    this.outbox = outbox;
    this.redaction = redaction;
    this.environment = Map.copyOf(environment);
    this.signed = signed;
    this.tally = tally;
  }

  @Override
  public String beginning() {
    return Newsroom.WEBHOOK + endpoint.name();
  }

  @Override
  public boolean takes(String channel) {
    return channel.equals(beginning());
  }

  /** Programs want the whole story, in order. */
  @Override
  public boolean newestOnly() {
    return false;
  }

  /** Every answer says itself how long to wait. */
  @Override
  public Duration pause(int attempts) {
    return Duration.ZERO;
  }

  @Override
  public Carried carry(Letter letter) throws InterruptedException {
    Optional<ReleaseEvent> event = ReleaseEvent.of(letter.release(), letter.news().sequence());
    if (event.isEmpty()) {
      return new Carried.Never("it is no event");
    }
    String id = EventText.id(event.get());
    return carried(
        id, EventText.of(event.get(), redaction), letter.now(), notNow -> failed(notNow, letter));
  }

  @Override
  public Carried test(Trial trial) throws InterruptedException {
    return carried(
        trial.id(),
        EventText.test(trial.id(), trial.now()),
        trial.now(),
        notNow ->
            new Carried.NotNow(notNow.why(), notNow.after().or(() -> Optional.of(BETWEEN_TESTS))));
  }

  private Carried carried(
      String id, String body, Instant now, Function<Receipt.NotNow, Carried> otherwise)
      throws InterruptedException {
    if (isGone()) {
      return new Carried.Never(noMore());
    }
    if (now.isBefore(rests)) {
      return new Carried.Away("webhooks." + endpoint.name() + " is left alone until " + rests);
    }
    return switch (brought(id, body)) {
      case Receipt.Taken taken -> {
        failures = 0;
        tally.taken();
        yield new Carried.There(id);
      }
      case Receipt.NotNow notNow -> otherwise.apply(notNow);
      case Receipt.NoMore noMore -> {
        gone = Optional.of(true);
        tally.givenUp();
        yield new Carried.Never(noMore());
      }
    };
  }

  private Receipt brought(String id, String body) throws InterruptedException {
    List<Signature.Key> keys;
    try {
      keys = keys();
    } catch (Secret.Missing | IllegalArgumentException unusable) {
      return new Receipt.NotNow(
          "its secret cannot be used: " + unusable.getMessage(), Optional.empty(), true);
    }
    return courier.bring(new Courier.Parcel(id, body, keys), endpoint, signed.instant());
  }

  private Carried failed(Receipt.NotNow notNow, Letter letter) {
    if (notNow.anything()) {
      failures++;
      rests = letter.now().plus(repetition.pause(failures, notNow.after()));
    }
    Optional<Duration> next = repetition.next(letter.line().attempts() + 1, notNow.after());
    if (next.isEmpty()) {
      tally.givenUp();
      return new Carried.Never("not taken in " + Repetition.MOST + " tries: " + notNow.why());
    }
    tally.again();
    return new Carried.NotNow(notNow.why(), next);
  }

  /** Both secrets sign while the program changes from one to the other. */
  private List<Signature.Key> keys() throws Secret.Missing {
    List<Signature.Key> keys = new ArrayList<>();
    for (Secret secret : endpoint.secrets()) {
      keys.add(Signature.Key.of(secret.value(environment)));
    }
    return keys;
  }

  private boolean isGone() {
    if (gone.isEmpty()) {
      String words = noMore();
      gone =
          Optional.of(
              outbox.dead(MOST_DEAD).stream()
                  .anyMatch(line -> takes(line.channel()) && line.trouble().equals(words)));
    }
    return gone.get();
  }

  /** Says which address it was, so that another one is called again. */
  private String noMore() {
    return "answered 410 Gone at address "
        + fingerprint(endpoint.url().toString())
        + ", so it is not called again";
  }

  /** An address may hold a token of the receiver; its digest does not. */
  private static String fingerprint(String address) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(address.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, FINGERPRINT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
