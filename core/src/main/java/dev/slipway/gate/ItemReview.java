package dev.slipway.gate;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * What the notes about one item are worth now: a confirmation that still holds, else a waiver that
 * does, else why not.
 */
final class ItemReview {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private ItemReview() {}

  static ItemState of(GateFacts facts, Item item) {
    GateBook.Notes notes = facts.book().notes(item.id());
    Optional<String> flaw =
        notes.confirmed().flatMap(confirmed -> flawOf(facts, item, notes, confirmed));
    if (notes.confirmed().isPresent() && flaw.isEmpty()) {
      GateRecord.ItemConfirmed confirmed = notes.confirmed().get();
      return new ItemState(
          item,
          ItemState.Standing.CONFIRMED,
          Optional.of(confirmed.by()),
          Optional.of(confirmed.at()),
          confirmed.validUntil(),
          confirmed.evidence());
    }
    Optional<String> worthless = notes.waived().flatMap(waived -> flawOf(facts, waived));
    if (notes.waived().isPresent() && worthless.isEmpty()) {
      GateRecord.ItemWaived waived = notes.waived().get();
      return new ItemState(
          item,
          ItemState.Standing.WAIVED,
          Optional.of(waived.by()),
          Optional.of(waived.at()),
          Optional.of(waived.until()),
          waived.reason());
    }
    if (notes.failedLast() && notes.failed().isPresent()) {
      GateRecord.ItemFailed failed = notes.failed().get();
      return new ItemState(
          item,
          ItemState.Standing.FAILED,
          Optional.of(failed.by()),
          Optional.of(failed.at()),
          Optional.empty(),
          failed.why());
    }
    String why =
        notes
            .withdrawn()
            .map(withdrawn ->
                "withdrawn by " + facts.nameOf(withdrawn.by()) + ": " + withdrawn.reason())
            .or(() -> flaw)
            .or(() -> worthless)
            .orElseGet(() -> open(item));
    return new ItemState(
        item,
        ItemState.Standing.OPEN,
        Optional.empty(),
        Optional.empty(),
        item.asked().flatMap(Item.Asked::until),
        why);
  }

  private static String open(Item item) {
    if (item.asked().isEmpty()) {
      return item.by() == Item.By.TOOL ? "not checked yet" : "needs a person with evidence";
    }
    Item.Asked asked = item.asked().get();
    return asked.role().map(role -> "needs " + role).orElse("waits for its pipeline")
        + (asked.link() ? ", with a link that shows it" : "")
        + asked.until().map(until -> ", until " + at(until)).orElse("");
  }

  /** Why a confirmation does not hold; empty when it does. */
  private static Optional<String> flawOf(
      GateFacts facts, Item item, GateBook.Notes notes, GateRecord.ItemConfirmed confirmed) {
    boolean onlyUnproven =
        Checklist.personOutranksTool(item)
            && !confirmed.by().equals(Standing.TOOL)
            && notes.failed().filter(failed -> failed.by().equals(Standing.TOOL)).isPresent();
    if (notes.failedLast() && !onlyUnproven) {
      return Optional.of("failed since it was confirmed");
    }
    if (Standing.mayConfirm(facts, confirmed.by(), item, confirmed.evidence())
        instanceof Standing.Answer.MayNot no) {
      return Optional.of(
          "the word of " + facts.nameOf(confirmed.by()) + " does not count: " + no.aboutThem());
    }
    String now = facts.bindingOf(item);
    if (!confirmed.boundTo().equals(now)) {
      return Optional.of(changed(confirmed.boundTo(), now));
    }
    return confirmed
        .validUntil()
        .filter(until -> !facts.now().isBefore(until))
        .map(until -> "expired " + at(until));
  }

  private static Optional<String> flawOf(GateFacts facts, GateRecord.ItemWaived waived) {
    if (Standing.mayExcuse(facts, waived.by()) instanceof Standing.Answer.MayNot no) {
      return Optional.of(
          "the waiver of " + facts.nameOf(waived.by()) + " does not count: " + no.aboutThem());
    }
    if (waived.reason().isBlank()) {
      return Optional.of("the waiver of " + facts.nameOf(waived.by()) + " gives no reason");
    }
    return facts.now().isBefore(waived.until())
        ? Optional.empty()
        : Optional.of("waiver by " + facts.nameOf(waived.by()) + " expired " + at(waived.until()));
  }

  static String at(Instant instant) {
    return MINUTE.format(instant);
  }

  /** "was for 41fa9c, now 77b0d1", with more digits where six would look the same. */
  static String changed(String before, String after) {
    String was = before.substring(before.indexOf(':') + 1);
    String is = after.substring(after.indexOf(':') + 1);
    int length = 6;
    while (length < Math.max(was.length(), is.length())
        && brief(was, length).equals(brief(is, length))) {
      length += 6;
    }
    String gone = was.isEmpty() ? "nothing" : brief(was, length);
    return "was for " + gone + ", now " + (is.isEmpty() ? "nothing" : brief(is, length));
  }

  private static String brief(String text, int length) {
    return text.substring(0, Math.min(length, text.length()));
  }
}
