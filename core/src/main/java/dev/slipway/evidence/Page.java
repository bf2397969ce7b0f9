package dev.slipway.evidence;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A Markdown document in the making. Whatever goes in is taken for hostile and shown as plain text;
 * markup comes from the methods alone. What people wrote between keep markers in an earlier version
 * is put back where it stood.
 */
final class Page {
  private final StringBuilder text = new StringBuilder();
  private final KeptText kept;

  /**
   * @param kept what people wrote in the version of this document that is there now
   */
  Page(KeptText kept) {
    this.kept = kept;
  }

  /** Key and value, one line each, before anything else. */
  Page frontMatter(List<List<String>> entries) {
    text.append("---\n");
    entries.forEach(entry ->
        text.append(entry.getFirst())
            .append(": ")
            .append(Plain.yaml(entry.getLast()))
            .append('\n'));
    text.append("---\n");
    return this;
  }

  Page title(String words) {
    text.append("\n# ").append(Plain.inside(words)).append('\n');
    return this;
  }

  Page section(String words) {
    text.append("\n## ").append(Plain.inside(words)).append('\n');
    return this;
  }

  Page part(String words) {
    text.append("\n### ").append(Plain.inside(words)).append('\n');
    return this;
  }

  Page says(String words) {
    text.append('\n').append(Plain.markdown(words)).append('\n');
    return this;
  }

  Page list(List<String> lines) {
    return items("- ", lines);
  }

  /** Lines to tick off. */
  Page boxes(List<String> lines) {
    return items("- [ ] ", lines);
  }

  private Page items(String mark, List<String> lines) {
    text.append('\n');
    lines.forEach(line -> text.append(mark).append(Plain.markdown(line)).append('\n'));
    return this;
  }

  /** Name and value, one line each. */
  Page facts(List<List<String>> facts) {
    text.append('\n');
    facts.forEach(fact ->
        text.append("- **")
            .append(Plain.inside(fact.getFirst()))
            .append(":** ")
            .append(Plain.inside(fact.getLast()))
            .append('\n'));
    return this;
  }

  static List<String> fact(String name, String value) {
    return List.of(name, value);
  }

  /**
   * @param rows each as long as {@code columns}; a cell never ends its row
   */
  Page table(List<String> columns, List<List<String>> rows) {
    text.append('\n');
    row(columns);
    text.append(
            columns.stream().map(column -> "---").collect(Collectors.joining(" | ", "| ", " |")))
        .append('\n');
    rows.forEach(this::row);
    return this;
  }

  private void row(List<String> cells) {
    text.append(cells.stream().map(Plain::inside).collect(Collectors.joining(" | ", "| ", " |")))
        .append('\n');
  }

  /**
   * Lines to paste into a shell, as they are but for hidden characters; indented, so that no line
   * can close the block.
   */
  Page commands(String... lines) {
    text.append('\n');
    Arrays.stream(lines).forEach(line -> text.append("    ").append(Plain.line(line)).append('\n'));
    return this;
  }

  /**
   * A person's place: what stands between the markers survives, {@code otherwise} stands there
   * until somebody writes.
   */
  Page keep(String name, String... otherwise) {
    text.append('\n').append(kept.block(name, String.join("\n", otherwise)));
    return this;
  }

  /** The whole, with the places that this version of the document no longer has at its end. */
  String finish() {
    String rest = kept.rest();
    if (!rest.isEmpty()) {
      section("Notes");
      text.append('\n').append(rest);
    }
    return text.toString();
  }
}
