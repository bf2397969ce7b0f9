package dev.slipway.view;

import java.util.List;

/**
 * Help about one thing.
 *
 * @param title "slipway rollout advance"
 * @param usage "slipway rollout advance <release> [options]"; "" where there is none
 */
public record HelpView(
    String title, String usage, List<String> text, List<Section> sections, List<Example> examples)
    implements View {
  public record Section(String title, List<Row> rows) {
    public Section {
      rows = List.copyOf(rows);
    }
  }

  public record Row(String term, String words) {}

  public record Example(String line, String words) {}

  public HelpView {
    text = List.copyOf(text);
    sections = List.copyOf(sections);
    examples = List.copyOf(examples);
  }

  @Override
  public String schema() {
    return "help/1";
  }
}
