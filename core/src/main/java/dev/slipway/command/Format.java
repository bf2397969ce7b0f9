package dev.slipway.command;

import java.util.List;

/**
 * How an answer is to be written.
 *
 * @param header whether rows in a pipe begin with the names of their columns
 * @param fields which of a view's fields, in this order; empty: all of them
 */
public record Format(
    Kind kind, List<String> fields, boolean noColor, boolean ascii, boolean quiet, boolean header) {
  public enum Kind {
    /** As fits the stream: tables for a terminal, tab-separated lines for a pipe. */
    TEXT,
    /** For screen readers and logs: no boxes, no redraw. */
    PLAIN,
    JSON,
    JSONL,
    MARKDOWN
  }

  public static final Format DEFAULT = new Format(Kind.TEXT, List.of(), false, false, false, false);

  public Format {
    fields = List.copyOf(fields);
  }

  /** The same with every field. */
  public Format whole() {
    return fields.isEmpty() ? this : new Format(kind, List.of(), noColor, ascii, quiet, header);
  }
}
