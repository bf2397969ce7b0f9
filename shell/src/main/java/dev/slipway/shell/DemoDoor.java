package dev.slipway.shell;

import dev.slipway.Slipway;
import dev.slipway.command.DemoWish;
import dev.slipway.command.ExitCode;
import dev.slipway.command.Format;
import dev.slipway.command.Outcome;
import dev.slipway.view.RefusalView;
import java.util.List;

/** The practice fleet, as a host reaches it. */
public interface DemoDoor {
  /**
   * Tells the whole story; {@code healthy} without a fault, {@code jsonl} one JSON object a line.
   */
  Outcome tell(boolean fast, boolean healthy, boolean jsonl);

  /** Everything but {@link DemoWish.Tell}: start, stop, state, faults, the second person. */
  Outcome control(DemoWish wish);

  /**
   * Tells those who look at the practice page what moves releases, until it is closed; does nothing
   * where no practice fleet is configured.
   */
  default PageNews tellingThePage(Slipway core) {
    return PageNews.none();
  }

  /** Where there is nothing to practise on. */
  static DemoDoor none() {
    RefusalView refusal =
        new RefusalView(
            "E-DEMO-01",
            "failed",
            "There is no practice fleet here.",
            List.of(),
            List.of("slipway help"));
    return new DemoDoor() {
      @Override
      public Outcome tell(boolean fast, boolean healthy, boolean jsonl) {
        return Outcome.of(refusal, ExitCode.FAILED, Format.DEFAULT);
      }

      @Override
      public Outcome control(DemoWish wish) {
        return Outcome.of(refusal, ExitCode.FAILED, Format.DEFAULT);
      }
    };
  }
}
