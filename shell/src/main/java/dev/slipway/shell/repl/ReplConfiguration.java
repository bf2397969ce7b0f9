package dev.slipway.shell.repl;

import dev.slipway.command.Tokenizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.shell.core.command.CommandParser;
import org.springframework.shell.core.command.CommandRegistry;
import org.springframework.shell.jline.CommandCompleter;
import org.springframework.shell.jline.CommandHighlighter;
import org.springframework.shell.jline.JLineShellRunner;

/**
 * Spring Shell's loop with our words in it: registry, parser, completion, input. Its
 * auto-configuration would make the same beans, and others that nobody here asks for; the person at
 * the terminal would wait for all of them.
 */
@Configuration(proxyBeanMethods = false)
class ReplConfiguration {
  @Bean
  LineCommand lineCommand(FirstPrompt first) {
    return new LineCommand(first.counterpart(), first.ending(), first.output(), first.terminal());
  }

  @Bean
  CommandRegistry commandRegistry(FirstPrompt first, LineCommand line) {
    return new EveryLine(first.counterpart(), line);
  }

  @Bean
  CommandParser commandParser() {
    return new LineParser(new Tokenizer());
  }

  @Bean
  CommandCompleter commandCompleter(CommandRegistry registry, FirstPrompt first) {
    return new Completion(registry, first.counterpart(), first.output());
  }

  @Bean
  CommandHighlighter commandHighlighter(CommandRegistry registry, FirstPrompt first) {
    return new Highlighting(registry, first.output().canvas().palette().colour());
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  NewsAbovePrompt newsAbovePrompt(FirstPrompt first, LineCommand line) {
    return new NewsAbovePrompt(
        first.reader(), first.counterpart(), first.prompt(), line, first.output());
  }

  @Bean
  JLineShellRunner lineByLine(FirstPrompt first, CommandParser parser, CommandRegistry registry) {
    return new JLineShellRunner(first.input(), parser, registry);
  }
}
