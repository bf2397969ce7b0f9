package dev.slipway.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.view.ListView;
import dev.slipway.view.NoticeView;
import dev.slipway.view.RefusalView;
import dev.slipway.view.ShowView;
import dev.slipway.view.View;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts at a time, as they are typed and as they are shown. */
class SchedulingTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final CommandLineGrammar grammar = new CommandLineGrammar();
  private AShop shop;
  private Typed session;

  @BeforeEach
  void open(@TempDir Path folder) {
    shop = AShop.in(folder);
    session = Typed.at(shop.desk()).summoning(Optional::empty);
    assertEquals(0, run("new shop v2").exit());
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Outcome run(String line) {
    return grammar.run(session, ((Tokens.Words) new Tokenizer().tokens(line)).words());
  }

  private <V extends View> V answer(Class<V> type, String line) {
    Outcome outcome = run(line);
    assertEquals(0, outcome.exit(), outcome.toString());
    return assertInstanceOf(type, outcome.view().orElseThrow());
  }

  private String state() {
    return answer(ListView.class, "list").releases().getFirst().state().words();
  }

  @Test
  void aStartIsScheduledShownAndWithdrawn() {
    NoticeView scheduled = answer(NoticeView.class, "start shop/2 --at 2h");
    assertTrue(
        scheduled.what().startsWith("shop/2 starts by itself in 2 h, at "), scheduled.what());
    assertEquals(Optional.of("slipway start shop/2 --cancel"), scheduled.undo());
    assertTrue(scheduled.details().toString().contains("gate"), scheduled.details().toString());

    assertEquals("scheduled", state());
    ShowView shown = answer(ShowView.class, "show shop/2");
    assertTrue(
        shown.headline().state().words().startsWith("starts by itself at "),
        shown.headline().state().words());
    assertEquals(Optional.of("starts by itself in 2 h"), shown.waiting());

    NoticeView withdrawn = answer(NoticeView.class, "start shop/2 --cancel");
    assertEquals("shop/2 does not start by itself any more.", withdrawn.what());
    assertEquals("planned", state());
    assertEquals(6, run("start shop/2 --cancel").exit());
  }

  @Test
  void aDryRunSchedulesAndWithdrawsNothing() {
    assertTrue(
        answer(NoticeView.class, "start shop/2 --at 2h --dry-run")
            .what()
            .startsWith("Would let shop/2 start by itself in 2 h"));
    assertEquals("planned", state());
    assertEquals(0, run("start shop/2 --at 2h").exit());
    assertEquals(0, run("start shop/2 --cancel --dry-run").exit());
    assertEquals("scheduled", state());
  }

  @Test
  void wrongAndPastTimesAreRefusedWithOneThatWorks() {
    for (String time :
        List.of("25:99", "tomorrow", "2026-13-01T10:00Z", "18", "2026-11-31T10:00")) {
      Outcome outcome = run("start shop/2 --at " + time);
      assertEquals(2, outcome.exit(), time);
      RefusalView refusal = assertInstanceOf(RefusalView.class, outcome.view().orElseThrow());
      assertEquals("E-USAGE-04", refusal.code(), time);
    }
    Outcome past = run("start shop/2 --at 2020-01-01T10:00Z");
    assertEquals(2, past.exit());
    RefusalView refusal = assertInstanceOf(RefusalView.class, past.view().orElseThrow());
    assertEquals("E-TIME-01", refusal.code());
    assertTrue(refusal.fix().getFirst().startsWith("slipway start shop/2 --at 20"));
    assertEquals("planned", state());
    assertEquals(0, run(refusal.fix().getFirst().substring("slipway ".length())).exit());
  }

  @Test
  void timesAreReadAsTheyAreMeant() {
    assertEquals(Instant.parse("2026-11-20T18:30:00Z"), Amounts.moment("--at", "18:30", NOON));
    assertEquals(
        Instant.parse("2026-11-21T09:05:00Z"),
        Amounts.moment("--at", "9:05", NOON),
        "nine has passed: tomorrow's");
    assertEquals(
        Instant.parse("2026-11-21T12:00:00Z"), Amounts.moment("--at", "12:00", NOON), "not now");
    assertEquals(
        Instant.parse("2026-12-01T18:30:00Z"),
        Amounts.moment("--at", "2026-12-01T18:30", NOON),
        "UTC");
    assertEquals(
        Instant.parse("2026-12-01T17:30:00Z"),
        Amounts.moment("--at", "2026-12-01T18:30+01:00", NOON));
    assertEquals(Instant.parse("2026-11-20T13:30:00Z"), Amounts.moment("--at", "1h30m", NOON));
    assertFalse(
        assertThrows(Refused.class, () -> Amounts.moment("--at", "noonish", NOON))
            .refusal()
            .why()
            .isEmpty());
  }
}
