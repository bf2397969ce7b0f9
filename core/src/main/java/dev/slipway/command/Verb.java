package dev.slipway.command;

import dev.slipway.view.MessageView;
import dev.slipway.view.NoticeView;
import dev.slipway.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One command, declared once for every face: what it is called, what it takes, what it does.
 *
 * @param path "rollout advance"
 * @param group under which heading help lists it
 * @param text more than the summary says, a sentence an entry
 * @param changes whether it changes anything, so that -n is accepted
 * @param freeText the option that everything after "--" fills; empty when nothing may follow
 * @param faces where it may be typed
 * @param answers what it shows when it does what it says; its fields may be asked for
 */
record Verb(
    String path,
    String group,
    String summary,
    List<String> text,
    List<Slot> slots,
    List<Option> options,
    List<Example> examples,
    boolean changes,
    Optional<String> freeText,
    List<Face> faces,
    Class<? extends View> answers,
    Action action) {

  /** A line as it may be typed, without "slipway". */
  record Example(String line, String words) {}

  /** What it does. Throws {@link Refused} for a no. */
  interface Action {
    Outcome run(Call call);
  }

  Verb {
    text = List.copyOf(text);
    slots = List.copyOf(slots);
    options = List.copyOf(options);
    examples = List.copyOf(examples);
    faces = List.copyOf(faces);
  }

  static Draft named(String path, String group, String summary) {
    return new Draft(path, group, summary);
  }

  /** "rollout"; empty for a verb of the release itself. */
  Optional<String> noun() {
    int blank = path.indexOf(' ');
    return blank < 0 ? Optional.empty() : Optional.of(path.substring(0, blank));
  }

  Optional<Option> option(String name) {
    return options.stream().filter(option -> option.names().contains(name)).findFirst();
  }

  /** "slipway rollout advance <release> [options]". */
  String usage() {
    StringBuilder usage = new StringBuilder("slipway ").append(path);
    for (Slot slot : slots) {
      usage.append(slot.optional() ? " [" + slot.name() + "]" : " <" + slot.name() + ">");
    }
    return usage.append(" [options]").toString();
  }

  /** A verb being declared. */
  static final class Draft {
    private final String path;
    private final String group;
    private final String summary;
    private final List<String> text = new ArrayList<>();
    private final List<Slot> slots = new ArrayList<>();
    private final List<Option> options = new ArrayList<>();
    private final List<Example> examples = new ArrayList<>();
    private boolean changes;
    private Optional<String> freeText = Optional.empty();
    private List<Face> faces = List.of(Face.values());
    private Class<? extends View> answers = MessageView.class;

    private Draft(String path, String group, String summary) {
      this.path = path;
      this.group = group;
      this.summary = summary;
    }

    Draft says(String sentence) {
      text.add(sentence);
      return this;
    }

    Draft release() {
      return slot(
          "release",
          Values.RELEASE,
          "\"shop/42\", \"shop\" for its running or newest release, or \"@\" for the one in use");
    }

    Draft slot(String name, Values values, String words) {
      slots.add(new Slot(name, values, false, words));
      return this;
    }

    Draft maybe(String name, Values values, String words) {
      slots.add(new Slot(name, values, true, words));
      return this;
    }

    Draft option(Option option) {
      options.add(option);
      return this;
    }

    /** Takes {@code --reason}, which may also follow "--". */
    Draft reason(String words) {
      return text("--reason", "text", words);
    }

    /** An option whose text may also follow "--". */
    Draft text(String name, String value, String words) {
      freeText = Optional.of(name);
      return option(Option.value(name, value, Values.NOTHING, words));
    }

    Draft answers(Class<? extends View> view) {
      answers = view;
      return this;
    }

    /** It writes something: takes -n, and answers with a notice. */
    Draft changes() {
      changes = true;
      answers = NoticeView.class;
      options.add(Option.flag("--dry-run", "-n", "say what would happen, and change nothing"));
      return this;
    }

    Draft only(Face... some) {
      faces = List.of(some);
      return this;
    }

    Draft example(String line, String words) {
      examples.add(new Example(line, words));
      return this;
    }

    Verb does(Action action) {
      List<Option> all = new ArrayList<>(options);
      all.addAll(SharedOptions.ALL);
      return new Verb(
          path, group, summary, text, slots, all, examples, changes, freeText, faces, answers,
          action);
    }
  }
}
