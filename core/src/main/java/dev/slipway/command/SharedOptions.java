package dev.slipway.command;

import java.util.List;

/** Options that every command takes and that mean the same everywhere. */
final class SharedOptions {
  static final List<Option> ALL =
      List.of(
          Option.flag("--json", "one JSON object"),
          Option.flag("--jsonl", "one JSON object a line"),
          Option.flag("--plain", "for screen readers and logs: no boxes, no redraw"),
          Option.flag("--md", "Markdown"),
          Option.value("--fields", "a,b", Values.FIELDS, "only these fields, in any form"),
          Option.flag("--header", "in a pipe: the names of the columns first"),
          Option.flag("--quiet", "-q", "only the result"),
          Option.flag("--no-input", "ask nothing; what would be asked is refused"),
          Option.flag("--no-color", "no colour"),
          Option.flag("--ascii", "no symbols beyond ASCII"),
          Option.flag("--debug", "more about a failure"),
          Option.flag("--help", "-h", "help for this command"));

  private SharedOptions() {}
}
