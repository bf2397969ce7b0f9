package dev.slipway.outside.smoke;

import dev.slipway.control.port.Mask;
import dev.slipway.plan.ExecSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One check at one place: its time, the words that hold there, and what must not be shown. */
final class Attempt {
  private static final int LONGEST = 300;
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_-]+)\\}");
  private static final Pattern ESCAPES =
      Pattern.compile("\\x1B(\\[[0-?]*[ -/]*[@-~]|\\][^\\x07\\x1B]*(\\x07|\\x1B\\\\)?|.)?");
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\s]+");

  private final Map<String, String> environment;
  private final Map<String, String> places;
  private final Duration atMost;
  private final long begun = System.nanoTime();
  private final List<String> secrets = new CopyOnWriteArrayList<>();
  private volatile String doing = "";

  Attempt(Map<String, String> environment, Map<String, String> places, Duration atMost) {
    this.environment = environment;
    this.places = Map.copyOf(places);
    this.atMost = atMost;
  }

  /** What is left of the time; never nothing. */
  Duration left() {
    Duration left = atMost.minusNanos(System.nanoTime() - begun);
    return left.toMillis() < 1 ? Duration.ofMillis(1) : left;
  }

  int leftMillis() {
    return (int) Math.min(Integer.MAX_VALUE, left().toMillis());
  }

  /** What is being done now, to be said if it takes too long. */
  void doing(String what) {
    doing = what;
  }

  String late() {
    String longest =
        atMost.toMillis() % 1000 == 0 ? atMost.toSeconds() + " s" : atMost.toMillis() + " ms";
    return shown((doing.isEmpty() ? "" : doing + ": ") + "no answer within " + longest);
  }

  /** A text with the words of the place put in, as they are. */
  String filled(String text) {
    return filled(text, Map.of(), word -> word);
  }

  /**
   * Words in braces are put in once; what they hold is never looked at again.
   *
   * @param taken further words, from answers of strangers
   * @param safe makes such a word one that cannot end what it stands in
   */
  String filled(String text, Map<String, String> taken, UnaryOperator<String> safe) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1);
      String value =
          Optional.ofNullable(places.get(name))
              .or(() -> Optional.ofNullable(taken.get(name)).map(safe))
              .orElse(matcher.group());
      matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(filled).toString();
  }

  /** The value of a secret, which from now on is shown to nobody. */
  String secret(ExecSpec.Value value) throws NotWell {
    return switch (value) {
      case ExecSpec.Value.Text text -> text.text();
      case ExecSpec.Value.FromEnvironment from ->
          kept(
              Optional.ofNullable(environment.get(from.name()))
                  .orElseThrow(() ->
                      new NotWell(
                          "the variable " + from.name() + " is not set where Slipway runs")));
      case ExecSpec.Value.FromFile from -> {
        try {
          yield kept(Files.readString(from.file(), StandardCharsets.UTF_8).stripTrailing());
        } catch (IOException unreadable) {
          throw new NotWell("the file " + from.file() + " cannot be read");
        }
      }
    };
  }

  String kept(String secret) {
    secrets.add(secret);
    return secret;
  }

  /** The whole text without secrets: of one that is cut in two, half would be seen. */
  String masked(String text) {
    return Mask.of(List.copyOf(secrets)).of(text);
  }

  /** One line, without secrets and without what moves a cursor. */
  String shown(String text) {
    String line =
        UNSEEN.matcher(ESCAPES.matcher(masked(text)).replaceAll(" ")).replaceAll(" ").strip();
    return line.codePointCount(0, line.length()) <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…";
  }
}
