package dev.slipway.command;

import dev.slipway.control.Attention;
import dev.slipway.control.Attention.Asked;
import dev.slipway.control.Attention.Wish;
import dev.slipway.view.MessageView;
import dev.slipway.view.Role;
import dev.slipway.view.TextView;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What concerns whoever types: what waits for them, and what they want to be told. */
final class PersonalVerbs {
  static final String GROUP = "You";

  private PersonalVerbs() {}

  static List<Verb> verbs() {
    return List.of(
        Verb.named("todo", GROUP, "what waits for you")
            .says("Approvals you can give, releases of yours that stand still or can be started.")
            .answers(TextView.class)
            .example("todo", "the most urgent first")
            .does(PersonalVerbs::todo),
        Verb.named("notify me", GROUP, "what you are told in a message of your own")
            .says(
                "mine: approvals you can give, and releases of yours that pause or go back. approvals: only those.")
            .says(
                "Nothing until you say. The account that says it is told; another one of yours while its chat is away.")
            .maybe("what", Values.WISH, "mine, approvals or nothing; without it, what holds now")
            .option(Option.flag("--dry-run", "-n", "say what would happen, and change nothing"))
            .answers(MessageView.class)
            .example("notify me mine", "whatever needs you")
            .example("notify me approvals", "only when your approval is wanted")
            .example("notify me nothing", "the channels are enough")
            .does(PersonalVerbs::notifyMe));
  }

  private static Outcome todo(Call call) {
    call.refuseStranger();
    List<ToDo.Item> items =
        call.desk()
            .catalogue()
            .person(call.actor().name())
            .map(person -> ToDo.of(call.desk(), person))
            .orElse(List.of());
    int count = items.size();
    String title =
        count == 0
            ? "Nothing waits for you."
            : count == 1 ? "One thing waits for you" : count + " things wait for you";
    return call.answer(
        new TextView(
            title, items.stream().map(item -> item.words() + "   " + item.line()).toList()));
  }

  private static Outcome notifyMe(Call call) {
    Attention attention = call.desk().attention();
    attention
        .refuse(call.actor())
        .ifPresent(refusal -> {
          throw new Refused(refusal);
        });
    Optional<String> word = call.slot("what");
    if (word.isEmpty()) {
      return call.answer(
          new MessageView(
              Role.NONE,
              "You are told directly" + words(attention.of(call.actor())) + ".",
              List.of(
                  "slipway notify me mine",
                  "slipway notify me approvals",
                  "slipway notify me nothing",
                  "slipway todo")));
    }
    Wish wish = Call.oneOf("what you are told", word.get(), Wish.class);
    if (call.dryRun()) {
      return call.answer(
          new MessageView(
              Role.NONE,
              "You would be told directly" + words(new Asked(wish, call.session().account())) + ".",
              List.of()));
    }
    Asked holds = call.yes(attention.wants(call.actor(), wish, call.session().account()));
    return call.answer(
        new MessageView(
            Role.NONE,
            "From now on you are told directly" + words(holds) + ".",
            List.of("slipway todo")));
  }

  private static String words(Asked asked) {
    String where =
        asked
            .account()
            .filter(account -> asked.wish() != Wish.NOTHING)
            .map(account -> " in " + platform(account))
            .orElse("");
    return where + ": " + words(asked.wish());
  }

  /** "Slack", of "slack:U024BE7LH". */
  private static String platform(String account) {
    return account.substring(0, 1).toUpperCase(Locale.ROOT)
        + account.substring(1, Math.max(1, account.indexOf(':')));
  }

  private static String words(Wish wish) {
    return switch (wish) {
      case MINE -> "when an approval of yours is wanted, and when a release of yours needs you";
      case APPROVALS -> "when an approval of yours is wanted";
      case NOTHING -> "nothing";
    };
  }
}
