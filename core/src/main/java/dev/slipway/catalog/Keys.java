package dev.slipway.catalog;

import static dev.slipway.catalog.ValueType.CHOICE;
import static dev.slipway.catalog.ValueType.DURATION;
import static dev.slipway.catalog.ValueType.NAMED;
import static dev.slipway.catalog.ValueType.NUMBER;
import static dev.slipway.catalog.ValueType.PATH;
import static dev.slipway.catalog.ValueType.PERCENT;
import static dev.slipway.catalog.ValueType.SECRET;
import static dev.slipway.catalog.ValueType.SECTION;
import static dev.slipway.catalog.ValueType.SECTIONS;
import static dev.slipway.catalog.ValueType.TEXT;
import static dev.slipway.catalog.ValueType.TEXTS;
import static dev.slipway.catalog.ValueType.WEIGHTS;
import static dev.slipway.catalog.ValueType.YES_NO;

import dev.slipway.gate.Checklist;
import dev.slipway.gate.Item;
import dev.slipway.plan.StrategyKind;
import dev.slipway.risk.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one table of all keys. The reader parses by it, the reference page prints it, the example has
 * to show all of it.
 */
public final class Keys {
  private static final Map<String, Key> TABLE = new LinkedHashMap<>();
  private static final List<String> KINDS = Arrays.stream(Kind.values()).map(Kind::key).toList();
  private static final List<String> STRATEGIES =
      Arrays.stream(StrategyKind.values()).map(StrategyKind::key).toList();
  private static final String ENVIRONMENT = "services.*.environments.*";
  static final String LIMITS = ENVIRONMENT + ".limits";

  static {
    top();
    policies();
    services();
    limits();
  }

  private Keys() {}

  /** Every key, in the order of the reference. */
  public static List<Key> all() {
    return List.copyOf(TABLE.values());
  }

  static Optional<Key> at(String path) {
    return Optional.ofNullable(TABLE.get(path));
  }

  /** Keys directly inside the section of this path; the empty path is the top of the file. */
  static List<Key> inside(String path) {
    List<Key> inside = new ArrayList<>();
    for (Key key : TABLE.values()) {
      String parent =
          key.path().equals(key.name()) ? "" : key.path().substring(0, key.path().lastIndexOf('.'));
      if (parent.equals(path)) {
        inside.add(key);
      }
    }
    return inside;
  }

  private static void top() {
    required("version", NUMBER, "The shape of this file. There is only 1.");
    optional(
        "include",
        TEXTS,
        "[]",
        "Further files with people, policies and services, relative to this file.");
    section("store", "Where the journal is kept.");
    choice(
        "store.kind",
        "sqlite",
        List.of("sqlite", "postgresql"),
        "A file for one user of one computer, or a database for a team.");
    optional("store.path", PATH, "~/.local/share/slipway/slipway.db", "Of kind sqlite: the file.");
    absent(
        "store.url",
        TEXT,
        "Of kind postgresql: its address for JDBC, without user and password; several hosts with commas.");
    absent(
        "store.user", TEXT, "Of kind postgresql: the user, who owns the database or its schema.");
    absent(
        "store.password-from",
        SECRET,
        "Of kind postgresql: where the password is, read anew for each connection.");
    ServerKeys.all().forEach(Keys::put);
    ChatKeys.all().forEach(Keys::put);
    WebhookKeys.all().forEach(Keys::put);
    MarkerKeys.all().forEach(Keys::put);
    NewsKeys.all().forEach(Keys::put);
    required(
        "people",
        NAMED,
        "Who may act, by the word that stands in every record. Whoever is not here may only look.");
    section("people.*", "One person or machine.");
    absent(
        "people.*.name",
        TEXT,
        "How screens and documents call this person; without it, the word itself.");
    optional(
        "people.*.emails",
        TEXTS,
        "[]",
        "Addresses this person commits with. An author cannot approve; required for people.");
    optional(
        "people.*.os-users",
        TEXTS,
        "[]",
        "Names of this person's users on computers where Slipway runs.");
    optional(
        "people.*.chat",
        TEXTS,
        "[]",
        "Accounts of this person in chat: slack: or discord: and the member's id.");
    optional("people.*.roles", TEXTS, "[]", "Roles this person may approve in.");
    optional(
        "people.*.machine",
        YES_NO,
        "no",
        "A machine such as CI records evidence, starts and rolls back; it never approves.");
  }

  private static void policies() {
    required("policies", NAMED, "What each level of risk asks for, by name.");
    section("policies.*", "One policy.");
    section("policies.*.levels", "How points of risk turn into a level.");
    optional(
        "policies.*.levels.medium-from",
        NUMBER,
        "3",
        "Points from which a release is of medium risk.");
    optional(
        "policies.*.levels.high-from", NUMBER, "6", "Points from which a release is of high risk.");
    words(
        "policies.*.levels.high-at-once",
        "[money, permissions, rollback-hostile]",
        KINDS,
        "Kinds of change that are of high risk whatever the points.");
    level("low", "rolling", "[5, 10, 25, 50, 100]", "5m", "15m");
    level("medium", "canary", "[5, 10, 25, 50, 100]", "15m", "30m");
    level("high", "canary", "[1, 5, 10, 25, 50, 100]", "15m", "60m");
    section("policies.*.hold", "What happens to a pause that nobody answers.");
    optional("policies.*.hold.at-most", DURATION, "60m", "How long a pause waits for a person.");
    choice("policies.*.hold.then", "roll-back", List.of("roll-back"), "What happens then.");
  }

  private static void level(
      String level, String strategy, String stages, String bake, String observe) {
    String path = "policies.*." + level;
    section(path, "What a release of " + level + " risk gets.");
    choice(path + ".strategy", strategy, STRATEGIES, "How it reaches its users.");
    optional(
        path + ".stages",
        WEIGHTS,
        stages,
        "Shares of users in percent, rising to 100; of a dark launch 1, 10, 50, 100 unless it is written. Rolling goes instance by instance and blue-green at once, whatever stands here.");
    optional(
        path + ".bake",
        DURATION,
        bake,
        "How long each stage is watched before the next. Where everybody is switched at once, 10m unless it is written.");
    absent(
        path + ".keep-old",
        ValueType.DURATION_OR_NONE,
        "Of two sides: how long the old one stays up, without users, once the release is finished; 0 for not at all. Without it 24h after blue-green, and not at all after a canary.");
    put(BaselineReading.key(path));
    absent(
        path + ".batch",
        ValueType.BATCH,
        "Of rolling: how many instances are out at once, forward and back, such as 2 or 25%; without it a tenth of them, at least one.");
    absent(
        path + ".pause",
        DURATION,
        "Of rolling: how long each batch is watched before the next one; without it as long as bake.");
    put(
        new Key(
            path + ".approvals",
            SECTIONS,
            Optional.of(
                switch (level) {
                  case "medium" -> "[{ role: on-call }]";
                  case "high" -> "[{ role: on-call }, { role: service-owner }]";
                  default -> "[]";
                }),
            false,
            List.of(),
            "Who must approve; an empty list asks nobody. One person counts once."));
    required(path + ".approvals[].role", TEXT, "The role.");
    optional(path + ".approvals[].count", NUMBER, "1", "How many distinct people of it.");
    optional(
        path + ".observe",
        DURATION,
        observe,
        "How long all users are watched on the new version before the old one goes.");
  }

  private static void services() {
    required("services", NAMED, "What is released, by name.");
    section("services.*", "One service.");
    absent(
        "services.*.called",
        TEXT,
        "How people outside the team call it in news; without it, its name.");
    section("services.*.repository", "Where its changes are read.");
    optional("services.*.repository.path", PATH, ".", "Folder of its git repository.");
    choice("services.*.repository.versions", "tags", List.of("tags"), "What names a version.");
    optional(
        "services.*.repository.tag-pattern",
        TEXT,
        "{version}",
        "How a version's tag reads, with {version} in it.");
    put(
        new Key(
            "services.*.risk",
            NAMED,
            Optional.empty(),
            false,
            KINDS,
            "Paths of this repository that mean a kind of risk."));
    optional("services.*.risk.*", TEXTS, "[]", "Glob patterns, such as src/payment/**.");
    section(
        "services.*.migrations", "Database migrations of this service; without it there are none.");
    required(
        "services.*.migrations.path", TEXT, "Folder of the migration files inside the repository.");
    choice(
        "services.*.migrations.tool",
        "flyway",
        List.of("flyway"),
        "How the files are named and ordered.");
    required("services.*.environments", NAMED, "Where it runs, by name.");
    section(ENVIRONMENT, "One environment.");
    optional(ENVIRONMENT + ".policy", TEXT, "default", "The policy that holds here.");
    TargetKeys.below(ENVIRONMENT + ".target").forEach(Keys::put);
    words(
        ENVIRONMENT + ".items",
        "[]",
        Checklist.items().stream().map(Item::id).toList(),
        "Checklist items that hold here; an empty list means all of them. Promoted and backup hold wherever they are configured or needed.");
    absent(
        ENVIRONMENT + ".promoted-from",
        TEXT,
        "The environment in which the very same artifact has to be released first.");
    optional(
        ENVIRONMENT + ".tell",
        TEXTS,
        "[]",
        "Channels of a chat that hear of its releases: slack: or discord: and the channel's id.");
    choice(
        ENVIRONMENT + ".purpose",
        "production",
        List.of("production", "test"),
        "Of test environments nobody is sent news, except by a subscription that names them.");
    section(
        ENVIRONMENT + ".rehearsals",
        "Trying the way back, for real, while nobody is in need of it.");
    optional(
        ENVIRONMENT + ".rehearsals.allowed",
        YES_NO,
        "no",
        "Whether rollback --rehearse may be run here: users meet the version before for a moment.");
    absent(
        ENVIRONMENT + ".rehearsals.at-least-every",
        DURATION,
        "How old the last rehearsal of the service, wherever it was, may be when a release starts here.");
    FinishKeys.below(ENVIRONMENT).forEach(Keys::put);
    ProofKeys.below(ENVIRONMENT).forEach(Keys::put);
    optional(
        ENVIRONMENT + ".verify-rollback",
        DURATION,
        "60s",
        "How long the old version is watched after a rollback.");
    optional(
        ENVIRONMENT + ".verify-deadline",
        DURATION,
        "5m",
        "By when it is said how a rollback ended.");
  }

  private static void limits() {
    section(LIMITS, "When the new version counts as broken.");
    optional(
        LIMITS + ".breaks-in-a-row",
        NUMBER,
        "2",
        "Checks past a limit, one after the other, before the release goes back.");
    optional(LIMITS + ".interval", DURATION, "10s", "Time between two checks.");
    optional(LIMITS + ".window", DURATION, "60s", "How far back each check looks.");
    optional(
        LIMITS + ".minimum-requests",
        NUMBER,
        "40",
        "Fewer requests of the new version prove nothing.");
    optional(
        LIMITS + ".minimum-failures", NUMBER, "5", "Fewer failures never break the error rate.");
    optional(
        LIMITS + ".grace",
        DURATION,
        "60s",
        "How long metrics may be silent before the release pauses.");
    optional(
        LIMITS + ".blind-limit",
        DURATION,
        "10m",
        "How long metrics may be silent with users on the new version before it is taken back.");
    section(
        LIMITS + ".error-rate",
        "Failed requests among all; always limited, also when not written.");
    optional(LIMITS + ".error-rate.at-most", PERCENT, "2%", "The highest good share.");
    absent(
        LIMITS + ".error-rate.and-above-baseline-by",
        PERCENT,
        "Broken only when it is also this far above the old version.");
    for (String signal : List.of("latency-p50", "latency-p95", "latency-p99")) {
      section(LIMITS + "." + signal, "Time to answer; limited only when written.");
      absent(LIMITS + "." + signal + ".at-most", DURATION, "The highest good value.");
      absent(
          LIMITS + "." + signal + ".and-above-baseline-by",
          DURATION,
          "Broken only when it is also this far above the old version.");
    }
    share("saturation", "Use of the scarcest resource");
    share("saturation-memory", "Use of memory");
    share("saturation-disk", "Use of the disk");
    share("database-errors", "Failed attempts to reach the database");
    golden();
    section(LIMITS + ".*", "A business signal such as orders, counted per request.");
    required(
        LIMITS + ".*.at-least-of-baseline",
        PERCENT,
        "The lowest good share of the old version's value.");
  }

  private static void share(String signal, String meaning) {
    section(LIMITS + "." + signal, meaning + "; limited only when written.");
    absent(LIMITS + "." + signal + ".at-most", PERCENT, "The highest good share.");
    absent(
        LIMITS + "." + signal + ".and-above-baseline-by",
        PERCENT,
        "Broken only when it is also this far above the old version.");
  }

  private static void golden() {
    String critical = LIMITS + "." + LimitsReading.CRITICAL;
    section(
        critical,
        "Too much for any service. Judged where it is measured and not limited above; the release goes back unless the old version is no better.");
    optional(
        critical + ".latency-p99", DURATION, "5s", "One request in a hundred slower than this.");
    optional(critical + ".database-errors", PERCENT, "5%", "More failed attempts than this.");
    String warning = LIMITS + "." + LimitsReading.WARNING;
    section(
        warning,
        "Worth a word: told and written down where it is measured, and nothing goes back.");
    optional(warning + ".error-rate", PERCENT, "1%", "More failed requests than this.");
    optional(warning + ".latency-p95", DURATION, "1s", "One request in twenty slower than this.");
    optional(
        warning + ".saturation",
        PERCENT,
        "80%",
        "More of the scarcest resource, such as CPU, in use.");
    optional(warning + ".saturation-memory", PERCENT, "85%", "More memory in use.");
    optional(warning + ".saturation-disk", PERCENT, "85%", "More of the disk in use.");
    optional(warning + ".database-errors", PERCENT, "1%", "More failed attempts than this.");
  }

  private static void required(String path, ValueType type, String meaning) {
    put(new Key(path, type, Optional.empty(), true, List.of(), meaning));
  }

  private static void optional(String path, ValueType type, String fallback, String meaning) {
    put(new Key(path, type, Optional.of(fallback), false, List.of(), meaning));
  }

  private static void absent(String path, ValueType type, String meaning) {
    put(new Key(path, type, Optional.empty(), false, List.of(), meaning));
  }

  private static void section(String path, String meaning) {
    put(new Key(path, SECTION, Optional.empty(), false, List.of(), meaning));
  }

  private static void choice(String path, String fallback, List<String> choices, String meaning) {
    put(new Key(path, CHOICE, Optional.of(fallback), false, choices, meaning));
  }

  private static void words(String path, String fallback, List<String> choices, String meaning) {
    put(new Key(path, TEXTS, Optional.of(fallback), false, choices, meaning));
  }

  private static void put(Key key) {
    TABLE.put(key.path(), key);
  }
}
