package dev.slipway.command;

import dev.slipway.view.View;
import java.util.Optional;

/**
 * What a line came to.
 *
 * @param view what to show; empty when everything was shown already
 * @param exit one of {@link ExitCode}
 */
public record Outcome(Optional<View> view, int exit, Format format) {
  public static Outcome of(View view, ExitCode exit, Format format) {
    return new Outcome(Optional.of(view), exit.code(), format);
  }

  public static Outcome shown(ExitCode exit) {
    return new Outcome(Optional.empty(), exit.code(), Format.DEFAULT);
  }
}
