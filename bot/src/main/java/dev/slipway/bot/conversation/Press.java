package dev.slipway.bot.conversation;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a button or an entry of a menu does. It comes back as it was sent, {@link #code} written
 * into the button.
 *
 * @param verb what to do: "approve", "rollback", "confirm"
 * @param about "shop/42"
 * @param revision of the message it stands on: an old click does nothing
 * @param argument an item, a stage; "" for none
 * @param form opened at once instead of asking the core first: a platform gives three seconds for
 *     that
 */
public record Press(
    String verb, String about, long revision, String argument, Optional<FormKind> form) {
  /** The most that Discord carries in a button. */
  public static final int LONGEST = 100;

  private static final Pattern CODE =
      Pattern.compile("([a-z-]+) ([^ ]*) ([0-9]{1,18}) ([a-z_]*) ?(.*)", Pattern.DOTALL);

  /** Forms that are known from the click alone. */
  public enum FormKind {
    TYPED_NAME,
    EVIDENCE,
    REASON,
    LONGER,
    WAIVER
  }

  public Press {
    if (!verb.matches("[a-z-]+") || about.contains(" ") || revision < 0) {
      throw new IllegalArgumentException("not a press: " + verb + " " + about + " " + revision);
    }
  }

  /** One line that {@link #of} reads again. Longer than {@link #LONGEST}: do not offer it. */
  public String code() {
    String kind = form.map(k -> k.name().toLowerCase(Locale.ROOT)).orElse("");
    return String.join(" ", verb, about, Long.toString(revision), kind, argument).stripTrailing();
  }

  /** Empty for what was not written by {@link #code}: clicks come from outside. */
  public static Optional<Press> of(String code) {
    Matcher parts = CODE.matcher(code.length() > LONGEST ? "" : code + " ");
    if (!parts.matches()) {
      return Optional.empty();
    }
    Optional<FormKind> form = Optional.empty();
    if (!parts.group(4).isEmpty()) {
      try {
        form = Optional.of(FormKind.valueOf(parts.group(4).toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException unknown) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new Press(
            parts.group(1),
            parts.group(2),
            Long.parseLong(parts.group(3)),
            parts.group(5).strip(),
            form));
  }
}
