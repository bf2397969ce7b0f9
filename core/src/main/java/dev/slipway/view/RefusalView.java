package dev.slipway.view;

import dev.slipway.control.Refusal;
import java.util.List;
import java.util.Locale;

/**
 * A no: nothing was changed.
 *
 * @param code stable; {@code slipway help CODE} explains it
 * @param kind "usage", "gate", "not allowed", "not found", "conflict", "pending", "inconclusive" or
 *     "failed"
 * @param fix lines that can be pasted, shown last
 */
public record RefusalView(String code, String kind, String what, List<String> why, List<String> fix)
    implements View {
  public RefusalView {
    why = List.copyOf(why);
    fix = List.copyOf(fix);
  }

  public static RefusalView of(Refusal refusal) {
    return new RefusalView(
        refusal.code(),
        refusal.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        Plain.line(refusal.what()),
        Plain.lines(refusal.why()),
        Plain.lines(refusal.fix()));
  }

  @Override
  public String schema() {
    return "refusal/1";
  }
}
