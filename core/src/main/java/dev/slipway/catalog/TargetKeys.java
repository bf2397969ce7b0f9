package dev.slipway.catalog;

import static dev.slipway.catalog.ValueType.CHOICE;
import static dev.slipway.catalog.ValueType.COMMAND;
import static dev.slipway.catalog.ValueType.DURATION;
import static dev.slipway.catalog.ValueType.NAMED;
import static dev.slipway.catalog.ValueType.NUMBER;
import static dev.slipway.catalog.ValueType.PATH;
import static dev.slipway.catalog.ValueType.SECTION;
import static dev.slipway.catalog.ValueType.SECTIONS;
import static dev.slipway.catalog.ValueType.TEXT;
import static dev.slipway.catalog.ValueType.TEXTS;
import static dev.slipway.catalog.ValueType.YES_NO;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys of a target, of every kind. */
final class TargetKeys {
  static final List<String> PRACTICE = List.of("kind", "fleet");
  private static final String LIMIT =
      "After this long the command and everything it started is ended.";
  private final String target;
  private final List<Key> keys = new ArrayList<>();

  private TargetKeys(String target) {
    this.target = target;
  }

  /**
   * @param target the path of the section
   */
  static List<Key> below(String target) {
    TargetKeys keys = new TargetKeys(target);
    keys.add("", SECTION, Optional.empty(), true, List.of(), "What carries the service here.");
    keys.add(
        ".kind",
        CHOICE,
        Optional.empty(),
        true,
        List.of("practice", "exec"),
        "The practice fleet, or a service that is released by commands of your own.");
    keys.required(
        ".fleet", PATH, "The file in which the practice fleet writes its addresses (practice).");
    keys.place();
    keys.commands();
    keys.traffic();
    keys.flags();
    keys.probes();
    keys.keys.addAll(CheckpointKeys.below(target));
    keys.keys.addAll(ObserverKeys.below(target));
    return keys.keys;
  }

  private void place() {
    absent(
        ".instances",
        TEXTS,
        "Instances in which the new version takes the old one's place, batch by batch (exec).");
    absent(
        ".sides",
        NAMED,
        "Instead of instances: two sides with as many each; one serves, the other gets the new version.");
    required(".sides.*", TEXTS, "The instances of one side.");
    absent(
        ".baseline-group",
        TEXTS,
        "As many further instances as a side has: where the old version is started for a canary to be compared with (baseline: group).");
    absent(".addresses", NAMED, "Addresses of instances whose address is not their name.");
    absent(".addresses.*", TEXT, "Host and port of one instance, put in for {address}.");
    optional(".directory", PATH, ".", "Where every command runs.");
    absent(
        ".environment",
        NAMED,
        "Variables that every command gets beside PATH, HOME, LANG, TMPDIR and USER.");
    absent(
        ".environment.*",
        TEXT,
        "Some text, or { env: NAME } or { file: PATH } for a secret, which is masked everywhere.");
    absent(".environment.*.env", TEXT, "A variable of Slipway's own environment.");
    absent(".environment.*.file", PATH, "A file whose content is the value.");
    section(".capacity", "What the service carries; without it the load is not checked.");
    required(".capacity.per-instance", NUMBER, "Requests per second that one instance carries.");
    required(".capacity.load", NUMBER, "Requests per second that the service gets at its busiest.");
  }

  private void commands() {
    section(".deploy", "Puts a version on one instance; run again, it must do no harm.");
    command(".deploy", "The command: {instance}, {address}, {version}, {digest}, {side}.", "10m");
    optional(
        ".deploy.healthy-within",
        DURATION,
        "60s",
        "How long after it an instance may take to run the version and be healthy.");
    optional(
        ".deploy.usually",
        DURATION,
        "30s",
        "How long one instance usually takes, health included; the way back is computed with it.");
    section(".running", "Tells what one instance runs.");
    command(
        ".running",
        "Prints the version, and its digest if it knows one, with a blank between; nothing when nothing runs.",
        "10s");
    section(".stop", "Ends one instance; needed to take back a first release.");
    command(".stop", "The command: {instance}, {address}, {side}.", "60s");
    section(
        ".artifact",
        "Where the digest of a version comes from; without it the commit of its tag is its identity.");
    absent(".artifact.run", COMMAND, "A command that prints the digest of {version}.");
    optional(".artifact.time-limit", DURATION, "30s", LIMIT);
    absent(".artifact.file", TEXT, "Instead of run: a file with {version} in its path.");
    absent(
        ".artifact.image",
        TEXT,
        "Instead of run: registry and repository of an image, asked with the credentials that Docker keeps.");
    optional(".artifact.tag", TEXT, "{version}", "The image's tag.");
    optional(
        ".artifact.insecure",
        YES_NO,
        "no",
        "Without TLS; only for a registry on the machine itself.");
    absent(
        ".artifact.token-server",
        TEXT,
        "Host that gives out the registry's tokens, where it is neither the registry's own host nor one below or above that. The password goes nowhere else.");
  }

  private void traffic() {
    section(".traffic", "How traffic is shared between two sides; none: there is no such way.");
    keys.addAll(HaproxyKeys.below(target + ".traffic"));
    required(
        ".traffic.set",
        COMMAND,
        "Gives {side} {weight} percent of the traffic, and the other side the rest.");
    required(
        ".traffic.read", COMMAND, "Prints a side and its weight, with a blank between, or both.");
    optional(".traffic.switch", YES_NO, "no", "Only 0 and 100 can be set.");
    optional(".traffic.time-limit", DURATION, "5s", LIMIT);
  }

  private void flags() {
    section(".flags", "How a feature flag is turned; a dark launch shows what is new with it.");
    required(
        ".flags.set",
        COMMAND,
        "Shows what is behind {flag} to {percent} percent of the users; 0 is off. Asked again with the same, it changes nothing.");
    required(".flags.read", COMMAND, "Prints the percent that {flag} is at.");
    optional(".flags.time-limit", DURATION, "5s", LIMIT);
  }

  private void probes() {
    section(
        ".probe",
        "What is measured: each probe counts as one request of the version on its instance.");
    question(".probe");
    optional(".probe.every", DURATION, "1s", "Time between two probes of one instance.");
    optional(".probe.at-most", DURATION, "800ms", "A slower answer is a failure.");
    add(
        ".checks",
        SECTIONS,
        Optional.of("[]"),
        false,
        List.of(),
        "More checks after a deploy: smoke tests and journeys.");
    SmokeKeys.below(target + ".checks[]", keys);
  }

  private void question(String path) {
    absent(path + ".http", TEXT, "An address that is asked with GET: {instance}, {address}.");
    optional(path + ".expect", NUMBER, "200", "The status of a good answer.");
    absent(path + ".run", COMMAND, "Instead of http: a command that ends with 0 when all is well.");
  }

  private void command(String path, String meaning, String limit) {
    required(path + ".run", COMMAND, meaning);
    optional(path + ".time-limit", DURATION, limit, LIMIT);
  }

  private void required(String path, ValueType type, String meaning) {
    add(path, type, Optional.empty(), true, List.of(), meaning);
  }

  private void optional(String path, ValueType type, String fallback, String meaning) {
    add(path, type, Optional.of(fallback), false, List.of(), meaning);
  }

  private void absent(String path, ValueType type, String meaning) {
    add(path, type, Optional.empty(), false, List.of(), meaning);
  }

  private void section(String path, String meaning) {
    add(path, SECTION, Optional.empty(), false, List.of(), meaning);
  }

  private void add(
      String path,
      ValueType type,
      Optional<String> fallback,
      boolean required,
      List<String> choices,
      String meaning) {
    keys.add(new Key(target + path, type, fallback, required, choices, meaning));
  }
}
