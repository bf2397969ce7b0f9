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

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of one check after a deploy. */
final class SmokeKeys {
  static final List<String> SCOPES = List.of("instance", "side", "entry");
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

  /** Keys of one request, wherever it stands. */
  static final List<String> OF_REQUEST =
      List.of("method", "headers", "body", "expect", "expect-header", "expect-text", "expect-json");

  /** Each kind by the key that makes it this kind, with the keys that belong to it alone. */
  static final Map<String, List<String>> KINDS =
      Map.of(
          "http",
          OF_REQUEST,
          "steps",
          List.of(),
          "tcp",
          List.of(),
          "tls",
          List.of("days-left"),
          "dns",
          List.of("addresses"),
          "sql",
          List.of("database", "expect-value"),
          "run",
          List.of());

  private final String path;
  private final List<Key> keys;

  private SmokeKeys(String path, List<Key> keys) {
    this.path = path;
    this.keys = keys;
  }

  static void below(String path, List<Key> keys) {
    SmokeKeys own = new SmokeKeys(path, keys);
    own.required(".name", TEXT, "What the check is called.");
    own.choice(
        ".scope",
        SCOPES,
        "At each instance, once at the new version's side, or once where users come in; as its words ask for it when absent.");
    own.optional(".at-most", DURATION, "5s", "What takes longer has not passed.");
    own.absent(
        ".http", TEXT, "An address that is asked: {instance}, {address}, {side}, {version}.");
    own.request("");
    own.add(
        ".steps",
        SECTIONS,
        Optional.of("[]"),
        false,
        List.of(),
        "Instead of http: requests one after the other, with the cookies that came before.");
    own.required(".steps[].http", TEXT, "The address of one step.");
    own.request(".steps[]");
    own.add(
        ".steps[].take",
        SECTIONS,
        Optional.of("[]"),
        false,
        List.of(),
        "What later steps get from the answer.");
    own.required(".steps[].take[].name", TEXT, "Put in for {name} in later steps.");
    own.required(".steps[].take[].at", TEXT, "Where it stands in the answer: a JSON pointer.");
    own.others();
  }

  private void request(String at) {
    choice(at + ".method", METHODS, "The method; GET when absent.");
    absent(at + ".headers", NAMED, "Headers of the request.");
    absent(at + ".headers.*", TEXT, "Some text, or { env: NAME } or { file: PATH } for a secret.");
    absent(at + ".headers.*.env", TEXT, "A variable of Slipway's own environment.");
    absent(at + ".headers.*.file", PATH, "A file whose content is the value.");
    absent(at + ".body", TEXT, "The body of the request.");
    optional(at + ".expect", NUMBER, "200", "The status of a good answer.");
    absent(at + ".expect-header", NAMED, "Headers of a good answer.");
    absent(at + ".expect-header.*", TEXT, "Stands somewhere in the header's value.");
    absent(at + ".expect-text", TEXT, "Stands somewhere in the body.");
    add(
        at + ".expect-json",
        SECTIONS,
        Optional.of("[]"),
        false,
        List.of(),
        "Values in the body of a good answer.");
    required(at + ".expect-json[].at", TEXT, "Where it stands: a JSON pointer.");
    required(at + ".expect-json[].is", TEXT, "The value.");
  }

  private void others() {
    absent(".tcp", TEXT, "Instead of http: host:port where somebody has to listen.");
    absent(".tls", TEXT, "Instead of http: host:port whose certificate is looked at.");
    optional(".days-left", NUMBER, "14", "How many days the certificate has to hold (tls).");
    absent(
        ".certificate",
        PATH,
        "Certificates that are trusted instead of the usual ones (http, steps, tls).");
    absent(".dns", TEXT, "Instead of http: a name that has to have addresses.");
    absent(".addresses", TEXTS, "All the addresses it has to have (dns).");
    absent(".sql", TEXT, "Instead of http: one select in a PostgreSQL database.");
    add(".database", SECTION, Optional.empty(), false, List.of(), "The database (sql).");
    required(".database.url", TEXT, "Such as jdbc:postgresql://db.example/shop.");
    required(".database.user", TEXT, "A user who may only read.");
    absent(".database.password-from", NAMED, "{ env: NAME } or { file: PATH }.");
    absent(".database.password-from.env", TEXT, "A variable of Slipway's own environment.");
    absent(".database.password-from.file", PATH, "A file whose content is the password.");
    absent(".expect-value", TEXT, "The first value of the first row (sql).");
    absent(".run", COMMAND, "Instead of http: a command that ends with 0 when all is well.");
  }

  private void required(String at, ValueType type, String meaning) {
    add(at, type, Optional.empty(), true, List.of(), meaning);
  }

  private void optional(String at, ValueType type, String fallback, String meaning) {
    add(at, type, Optional.of(fallback), false, List.of(), meaning);
  }

  private void absent(String at, ValueType type, String meaning) {
    add(at, type, Optional.empty(), false, List.of(), meaning);
  }

  private void choice(String at, List<String> choices, String meaning) {
    add(at, CHOICE, Optional.empty(), false, choices, meaning);
  }

  private void add(
      String at,
      ValueType type,
      Optional<String> fallback,
      boolean required,
      List<String> choices,
      String meaning) {
    keys.add(new Key(path + at, type, fallback, required, choices, meaning));
  }
}
