package dev.slipway.command;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * Reads a verb's words with picocli, which is made anew for each line: a parsed command keeps what
 * it was given. Words every mistake.
 */
final class CarefulReading {
  private CarefulReading() {}

  static Line read(Verb verb, List<String> words) {
    ParseResult parsed = parsed(verb, words);
    Line line = new Line();
    for (OptionSpec given : parsed.matchedOptions()) {
      String name = given.names()[0];
      if (given.arity().max() == 0) {
        line.flags().add(name);
      } else if (given.isMultiValue()) {
        line.several().put(name, given.originalStringValues());
      } else {
        line.values().put(name, given.getValue() instanceof String text ? text : "");
      }
    }
    parsed
        .matchedPositionals()
        .forEach(given -> line.placed().addAll(given.originalStringValues()));
    return line;
  }

  private static ParseResult parsed(Verb verb, List<String> words) {
    CommandSpec spec = CommandSpec.create().name(verb.path());
    for (Option option : verb.options()) {
      OptionSpec.Builder builder = OptionSpec.builder(option.names().toArray(String[]::new));
      spec.addOption(
          option.isFlag()
              ? builder.arity("0").type(boolean.class).build()
              : typed(builder.arity("1").paramLabel(option.value()), option.many()).build());
    }
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .build());
    // "@" is the release in use, not a file to read words from.
    CommandLine line =
        new CommandLine(spec)
            .setExpandAtFiles(false)
            .setAllowOptionsAsOptionParameters(false)
            .setTrimQuotes(false);
    try {
      return line.parseArgs(words.toArray(String[]::new));
    } catch (CommandLine.OverwrittenOptionException twice) {
      String name =
          twice.getOverwritten() instanceof OptionSpec option ? option.names()[0] : "An option";
      throw Refused.usage("E-USAGE-02", name + " was given twice.", "slipway help " + verb.path());
    } catch (CommandLine.UnmatchedArgumentException unmatched) {
      throw Parsing.unknown(verb, unmatched.getUnmatched().getFirst());
    } catch (CommandLine.MissingParameterException missing) {
      throw Refused.usage("E-USAGE-03", missing(verb, missing), "slipway help " + verb.path());
    } catch (CommandLine.ParameterException wrong) {
      throw unless(verb, words, wrong);
    }
  }

  private static OptionSpec.Builder typed(OptionSpec.Builder option, boolean many) {
    return many ? option.type(List.class).auxiliaryTypes(String.class) : option.type(String.class);
  }

  private static String missing(Verb verb, CommandLine.MissingParameterException missing) {
    return missing.getMissing().isEmpty()
            || !(missing.getMissing().getFirst() instanceof OptionSpec option)
        ? "\"slipway " + verb.path() + "\" misses something."
        : option.names()[0]
            + " needs a value: "
            + option.names()[0]
            + " <"
            + option.paramLabel()
            + ">.";
  }

  /** Unknown options come here too, worded by picocli; this names them in our words. */
  private static Refused unless(
      Verb verb, List<String> words, CommandLine.ParameterException wrong) {
    return words.stream()
        .filter(word -> word.startsWith("-") && word.length() > 1)
        .map(word -> word.split("=", 2)[0])
        .filter(name -> verb.option(name).isEmpty())
        .findFirst()
        .map(name -> Parsing.unknown(verb, name))
        .orElseGet(() ->
            Refused.usage(
                "E-USAGE-02", String.valueOf(wrong.getMessage()), "slipway help " + verb.path()));
  }
}
