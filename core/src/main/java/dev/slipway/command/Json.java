package dev.slipway.command;

import dev.slipway.view.View;
import java.util.List;

/** Views as JSON for programs. */
public final class Json {
  /**
   * One line for {@link Format.Kind#JSON}; for {@link Format.Kind#JSONL} one line per row of a list.
   *
   * @throws UnknownField when {@code format.fields()} names one the view does not have
   */
  public static List<String> lines(View view, Format format) {
    throw new UnsupportedOperationException();
  }

  /** A field that the view does not have. */
  public static final class UnknownField extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownField(String message) {
      super(message);
    }
  }

  private Json() {}
}
