package dev.slipway.view;

import java.util.List;

/**
 * A text for a program, to the letter.
 *
 * @param language "bash", "zsh", "fish" or "markdown"
 */
public record ScriptView(String language, List<String> lines) implements View {
  public ScriptView {
    lines = List.copyOf(lines);
  }

  @Override
  public String schema() {
    return "script/1";
  }
}
