package dev.slipway.catalog;

import static dev.slipway.catalog.ValueType.CHOICE;
import static dev.slipway.catalog.ValueType.COMMAND;
import static dev.slipway.catalog.ValueType.DURATION;
import static dev.slipway.catalog.ValueType.NAMED;
import static dev.slipway.catalog.ValueType.PATH;
import static dev.slipway.catalog.ValueType.SECTION;
import static dev.slipway.catalog.ValueType.TEXT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys of what has to be shown before a release is a success. */
final class ProofKeys {
  private final List<Key> keys = new ArrayList<>();
  private final String verify;

  private ProofKeys(String verify) {
    this.verify = verify;
  }

  /**
   * @param environment the path of the section of the environment
   */
  static List<Key> below(String environment) {
    ProofKeys keys = new ProofKeys(environment + ".verify");
    keys.absent(
        "", SECTION, "What has to be shown, beside the checks, before a release is a success.");
    keys.suite();
    keys.journeys();
    return keys.keys;
  }

  private void suite() {
    absent(".suite", SECTION, "The tests of the service as a whole.");
    absent(
        ".suite.run",
        COMMAND,
        "Runs them (target of kind exec): {release}, {version}, {digest}, {from}, {side}. 0: passed; 75: could not test; else: failed. Without it a pipeline sends the result.");
    absent(".suite.directory", PATH, "Where it runs; without it where all commands run.");
    absent(
        ".suite.environment",
        NAMED,
        "Variables it gets beside PATH, HOME, LANG, TMPDIR and USER; none of the target's.");
    absent(
        ".suite.environment.*",
        TEXT,
        "Some text, or { env: NAME } or { file: PATH } for a secret, which is masked everywhere.");
    absent(".suite.environment.*.env", TEXT, "A variable of Slipway's own environment.");
    absent(".suite.environment.*.file", PATH, "A file whose content is the value.");
    optional(
        ".suite.time-limit",
        DURATION,
        "15m",
        "After this long the command and everything it started is ended, and a person decides.");
    choice(
        ".suite.when",
        "everybody",
        List.of("everybody", "before-users"),
        "Once everybody is on the new version, or on its side before anybody is.");
    choice(
        ".suite.on-failure",
        "roll-back",
        List.of("roll-back", "pause"),
        "What a failed test leads to; where going back would lose data, and where nobody saw the end, it pauses.");
    optional(
        ".suite.within",
        DURATION,
        "2h",
        "Of a pipeline: how long everybody is on the new version before people are called.");
  }

  private void journeys() {
    absent(".journeys", NAMED, "What people try as users do, by name.");
    absent(".journeys.*", SECTION, "One of them; in the checklist it is journey-NAME.");
    required(".journeys.*.do", "What to do, in a sentence.");
    required(".journeys.*.role", "Who may say that it went well: people of this role.");
    choice(
        ".journeys.*.evidence",
        "text",
        List.of("text", "link"),
        "Whether a sentence is enough, or a link has to show it.");
    optional(
        ".journeys.*.within",
        DURATION,
        "2h",
        "How long everybody is on the new version before people are called.");
  }

  private void required(String path, String meaning) {
    keys.add(new Key(verify + path, TEXT, Optional.empty(), true, List.of(), meaning));
  }

  private void optional(String path, ValueType type, String fallback, String meaning) {
    keys.add(new Key(verify + path, type, Optional.of(fallback), false, List.of(), meaning));
  }

  private void absent(String path, ValueType type, String meaning) {
    keys.add(new Key(verify + path, type, Optional.empty(), false, List.of(), meaning));
  }

  private void choice(String path, String fallback, List<String> choices, String meaning) {
    keys.add(new Key(verify + path, CHOICE, Optional.of(fallback), false, choices, meaning));
  }
}
