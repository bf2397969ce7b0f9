package dev.slipway.view;

import java.util.List;

/** Lines as they are. */
public record TextView(String title, List<String> lines) implements View {
  public TextView {
    lines = List.copyOf(lines);
  }

  @Override
  public String schema() {
    return "text/1";
  }
}
