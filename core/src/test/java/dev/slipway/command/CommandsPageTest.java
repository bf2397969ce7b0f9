package dev.slipway.command;

import static dev.slipway.PrintedPage.cell;

import dev.slipway.PrintedPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** docs/reference/commands.md is printed from the declarations of the commands. */
@Tag("T1")
class CommandsPageTest {
  private final StringBuilder page = new StringBuilder();

  @Test
  void thePageSaysWhatTheCommandsAre() throws IOException {
    say("# Commands");
    say(
        "Printed from the declarations in [command](../../core/src/main/java/dev/slipway/command); a test keeps it so. "
            + "The same line works on the command line (`slipway start shop/42`), in the interactive shell "
            + "(`start shop/42`) and, where it is marked, in chat. `slipway help start` says the same at the terminal.");
    say(
        "A release is named `shop/42`, `shop` for its running or newest one, or `@` for the one in use. Options may stand "
            + "before or after it. What needs a text, such as a reason, also takes everything behind `--`.");
    Map<String, List<Verb>> groups = new LinkedHashMap<>();
    Verbs.all()
        .list()
        .forEach(verb -> groups.computeIfAbsent(verb.group(), none -> new ArrayList<>()).add(verb));
    overview(groups);
    shared();
    exitCodes();
    aliases();
    groups.forEach((group, verbs) -> {
      say("## " + group);
      verbs.forEach(this::verb);
    });
    PrintedPage.mustBe("reference/commands.md", page.toString().strip() + "\n");
  }

  private void say(String paragraph) {
    page.append(paragraph).append("\n\n");
  }

  private void row(String... cells) {
    page.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private void overview(Map<String, List<Verb>> groups) {
    groups.forEach((group, verbs) ->
        page.append("- ")
            .append(group)
            .append(": ")
            .append(String.join(", ", verbs.stream().map(CommandsPageTest::link).toList()))
            .append('\n'));
    page.append('\n');
  }

  private static String link(Verb verb) {
    return "[" + verb.path() + "](#slipway-" + verb.path().replace(' ', '-') + ")";
  }

  private void shared() {
    say("## Options of every command");
    options(SharedOptions.ALL);
  }

  private void options(List<Option> options) {
    row("option", "what it does");
    row("---", "---");
    for (Option option : options) {
      row("`" + names(option) + "`", cell(option.words()));
    }
    page.append('\n');
  }

  private static String names(Option option) {
    return String.join(", ", option.names()) + (option.isFlag() ? "" : " <" + option.value() + ">");
  }

  private void exitCodes() {
    say("## Exit codes");
    say("Scripts may rely on these numbers; every command ends with one of them.");
    row("code", "meaning");
    row("---:", "---");
    for (ExitCode code : ExitCode.values()) {
      row(Integer.toString(code.code()), cell(code.meaning()));
    }
    page.append('\n');
  }

  private void aliases() {
    say("## Words of other tools");
    say("They are understood, and the answer names the command in Slipway's own words first.");
    row("word", "means");
    row("---", "---");
    Aliases.all().forEach(word -> row("`" + word + "`", "`" + Aliases.meaning(word) + "`"));
    page.append('\n');
  }

  private void verb(Verb verb) {
    say("### slipway " + verb.path());
    say("`" + verb.usage() + "`");
    say((sentence(verb.summary()) + " " + String.join(" ", verb.text())).strip());
    if (!verb.slots().isEmpty()) {
      verb.slots()
          .forEach(slot ->
              page.append("- `")
                  .append(slot.name())
                  .append("`: ")
                  .append(slot.words())
                  .append(slot.optional() ? " (may be left out)" : "")
                  .append('\n'));
      page.append('\n');
    }
    List<Option> own =
        verb.options().stream().filter(option -> !SharedOptions.ALL.contains(option)).toList();
    if (!own.isEmpty()) {
      options(own);
    }
    say(traits(verb));
    page.append("```sh\n");
    verb.examples()
        .forEach(example ->
            page.append("slipway ")
                .append(example.line())
                .append("   # ")
                .append(example.words())
                .append('\n'));
    say("```");
  }

  private static String sentence(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
  }

  private static String traits(Verb verb) {
    List<String> traits = new ArrayList<>();
    boolean yes = verb.options().contains(Consent.YES);
    boolean confirm = verb.options().contains(Consent.CONFIRM);
    traits.add(
        confirm && yes
            ? "asks before production, and wants the release's name typed where the risk is high"
            : confirm
                ? "wants the release's name typed where something could be lost"
                : yes ? "may ask before it acts" : "wants no confirmation");
    traits.add(
        verb.changes() || verb.option("--dry-run").isPresent()
            ? "`--dry-run` says what it would do"
            : "");
    traits.add("`--json` gives the fields " + fields(verb));
    if (verb.faces().size() < Face.values().length) {
      traits.add("works " + Help.where(verb) + " only");
    }
    return sentence(String.join("; ", traits.stream().filter(trait -> !trait.isEmpty()).toList()));
  }

  private static String fields(Verb verb) {
    return String.join(", ", Json.known(verb.answers()).stream().map(f -> "`" + f + "`").toList());
  }
}
