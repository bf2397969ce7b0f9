package dev.slipway.bot.discord;

import dev.slipway.command.CommandLineGrammar;
import dev.slipway.command.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;
import net.dv8tion.jda.api.interactions.commands.build.SubcommandData;

/**
 * The one command of Discord's menu. {@code /slipway run} takes any line; six commands are offered
 * with typed options, taken from the grammar's own declaration. All of them typed out would be more
 * than the 8,000 characters that Discord allows a command.
 */
final class ApplicationCommand {
  static final String NAME = CommandLineGrammar.PROGRAM;
  static final String RUN = "run";
  static final String LINE = "line";

  /** The most that names, descriptions and values of one command may have together. */
  static final int CHARACTERS = 8000;

  private static final int DESCRIPTION = 100;
  private static final Pattern SIMPLE = Pattern.compile("[A-Za-z0-9@][A-Za-z0-9@./_:-]*");

  /** Word in Discord's menu to the command it stands for. */
  private static final Map<String, String> TYPED = new LinkedHashMap<>();

  static {
    TYPED.put("approve", "approve");
    TYPED.put("start", "start");
    TYPED.put("rollback", "rollback");
    TYPED.put("pause", "rollout pause");
    TYPED.put("show", "show");
    TYPED.put("list", "list");
  }

  /** What a chat does not need: the release's own message is what stays and watches. */
  private static final Set<String> NOT_HERE = Set.of("watch", "timeout", "events");

  private final Map<String, Shape> typed = new LinkedHashMap<>();

  ApplicationCommand() {
    CommandLineGrammar grammar = new CommandLineGrammar();
    TYPED.forEach((word, path) ->
        typed.put(
            word, grammar.shape(path).orElseThrow(() -> new IllegalStateException("no " + path))));
  }

  SlashCommandData declaration() {
    List<SubcommandData> all = new ArrayList<>();
    all.add(
        new SubcommandData(RUN, "any command, as in the shell")
            .addOptions(
                new OptionData(OptionType.STRING, LINE, "such as: show shop/42", true, true)));
    typed.forEach((word, shape) ->
        all.add(
            new SubcommandData(word, cut(shape.summary()))
                .addOptions(parts(shape).stream().map(ApplicationCommand::option).toList())));
    return Commands.slash(NAME, "releases: see, approve, start, hold, take back")
        .setContexts(InteractionContextType.GUILD)
        .addSubcommands(all);
  }

  private static List<Shape.Part> parts(Shape shape) {
    return shape.parts().stream().filter(part -> !NOT_HERE.contains(part.name())).toList();
  }

  private static OptionData option(Shape.Part part) {
    String words = cut(part.words());
    return switch (part.kind()) {
      case FLAG -> new OptionData(OptionType.BOOLEAN, part.name(), words, part.needed());
      case TEXT ->
          new OptionData(OptionType.STRING, part.name(), words, part.needed()).setMaxLength(500);
      case OFFERED ->
          new OptionData(OptionType.STRING, part.name(), words, part.needed(), true)
              .setMaxLength(100);
    };
  }

  private static String cut(String words) {
    return words.length() <= DESCRIPTION ? words : words.substring(0, DESCRIPTION - 1) + "…";
  }

  /**
   * The line that somebody has put together.
   *
   * @param word in Discord's menu
   * @param values of the options by name; a flag is "true" or "false"
   * @return empty for a word that is not in the menu
   */
  Optional<String> line(String word, Map<String, String> values) {
    if (word.equals(RUN)) {
      return Optional.of(values.getOrDefault(LINE, ""));
    }
    return Optional.ofNullable(typed.get(word)).map(shape -> line(shape, values, Optional.empty()));
  }

  /**
   * The line as far as it is needed to offer values for one of its parts, which comes last.
   *
   * @return empty where nothing can be offered
   */
  Optional<String> lineUpTo(String word, Map<String, String> values, String part) {
    return Optional.ofNullable(typed.get(word))
        .flatMap(shape ->
            parts(shape).stream()
                .filter(one -> one.name().equals(part))
                .findFirst()
                .map(last -> line(shape, values, Optional.of(last))));
  }

  private static String line(
      Shape shape, Map<String, String> values, Optional<Shape.Part> unfinished) {
    List<String> words = new ArrayList<>();
    words.add(shape.path());
    for (Shape.Part part : parts(shape)) {
      if (!unfinished.equals(Optional.of(part)) && values.containsKey(part.name())) {
        String value = values.getOrDefault(part.name(), "");
        if (part.kind() != Shape.Kind.FLAG) {
          part.option().ifPresent(words::add);
          words.add(quoted(value));
        } else if (value.equals("true")) {
          part.option().ifPresent(words::add);
        }
      }
    }
    unfinished.ifPresent(part -> {
      part.option().ifPresent(words::add);
      words.add(values.getOrDefault(part.name(), "").strip());
    });
    return String.join(" ", words);
  }

  /**
   * One word of a line, whatever stands in it. The quotes that the chat's tokenizer would take for
   * straight ones are made straight here, where they can still be told from those around the word.
   */
  private static String quoted(String value) {
    if (SIMPLE.matcher(value).matches()) {
      return value;
    }
    String straight =
        value
            .replaceAll("[“”„‟«»]", "\"")
            .replaceAll("[‘’‚‛]", "'")
            .replace("\\", "\\\\")
            .replace("\"", "\\\"");
    return "\"" + straight + "\"";
  }
}
