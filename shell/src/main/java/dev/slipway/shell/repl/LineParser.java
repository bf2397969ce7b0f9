package dev.slipway.shell.repl;

import dev.slipway.command.Tokenizer;
import dev.slipway.command.Tokens;
import java.util.List;
import org.springframework.shell.core.command.CommandArgument;
import org.springframework.shell.core.command.CommandParser;
import org.springframework.shell.core.command.ParsedInput;

/** Cuts lines with our tokenizer; every word but the first is an argument, in order. */
final class LineParser implements CommandParser {
  /** Stands for a line that could not be cut; nobody can type it. Its argument says why. */
  static final String UNREADABLE = "\"";

  private final Tokenizer tokenizer;

  LineParser(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  @Override
  public ParsedInput parse(String input) {
    return switch (tokenizer.tokens(input)) {
      case Tokens.Words words -> parsed(words.words());
      // Not thrown: Spring Shell would tell it in its own words.
      case Tokens.Unclosed unclosed ->
          parsed(
              List.of(
                  UNREADABLE,
                  "The quote "
                      + unclosed.quote()
                      + " at column "
                      + (unclosed.at() + 1)
                      + " is never closed."));
    };
  }

  private static ParsedInput parsed(List<String> words) {
    ParsedInput.Builder parsed =
        ParsedInput.builder().commandName(words.isEmpty() ? "" : words.getFirst());
    for (int i = 1; i < words.size(); i++) {
      parsed.addArgument(new CommandArgument(i - 1, words.get(i)));
    }
    return parsed.build();
  }
}
