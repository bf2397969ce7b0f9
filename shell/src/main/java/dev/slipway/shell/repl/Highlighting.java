package dev.slipway.shell.repl;

import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.springframework.shell.core.command.CommandRegistry;
import org.springframework.shell.jline.CommandHighlighter;

/**
 * The first word is bold when it begins a command. Nothing turns red while somebody is still
 * typing.
 */
final class Highlighting extends CommandHighlighter {
  private final CommandRegistry registry;
  private final boolean colour;

  Highlighting(CommandRegistry registry, boolean colour) {
    super(registry);
    this.registry = registry;
    this.colour = colour;
  }

  @Override
  public AttributedString highlight(LineReader reader, String buffer) {
    int end = buffer.indexOf(' ');
    String first = end < 0 ? buffer : buffer.substring(0, end);
    if (!colour || !(registry instanceof EveryLine known && known.knows(first))) {
      return new AttributedString(buffer);
    }
    return new AttributedStringBuilder()
        .append(first, AttributedStyle.BOLD)
        .append(buffer.substring(first.length()))
        .toAttributedString();
  }
}
