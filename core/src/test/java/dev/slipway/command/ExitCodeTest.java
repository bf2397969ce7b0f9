package dev.slipway.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.control.Refusal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
  @Test
  void numbersNeverChange() {
    assertEquals(
        List.of(
            "DONE 0",
            "FAILED 1",
            "USAGE 2",
            "GATE 3",
            "NOT_ALLOWED 4",
            "NOT_FOUND 5",
            "CONFLICT 6",
            "BAD_VERDICT 7",
            "PENDING 8",
            "INCONCLUSIVE 9",
            "HUNG_UP 129",
            "INTERRUPTED 130",
            "TERMINATED 143"),
        Stream.of(ExitCode.values()).map(exit -> exit + " " + exit.code()).toList());
  }

  @Test
  void everyKindOfRefusalHasOneThatIsNotSuccess() {
    for (Refusal.Kind kind : Refusal.Kind.values()) {
      assertTrue(ExitCode.of(kind).code() > 0, kind.toString());
      assertEquals(kind.name(), ExitCode.of(kind).name());
    }
  }
}
