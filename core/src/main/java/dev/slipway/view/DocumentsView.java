package dev.slipway.view;

import java.util.List;

/** Documents that were written, or with {@code would} the ones that would be. */
public record DocumentsView(String release, boolean would, List<String> files) implements View {
  public DocumentsView {
    files = List.copyOf(files);
  }

  @Override
  public String schema() {
    return "doc.write/1";
  }
}
