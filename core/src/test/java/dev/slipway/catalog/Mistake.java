package dev.slipway.catalog;

import static dev.slipway.catalog.AConfiguration.RIGHT;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;

/**
 * A piece of the right configuration replaced with something wrong, and what must be said about it.
 *
 * @param others whether the mistake rightly causes further problems
 */
record Mistake(
    String piece,
    String instead,
    String what,
    String fix,
    String elsewhere,
    int later,
    boolean others)
    implements Arguments {
  static Stream<Arguments> all() {
    return Stream.of(
        // piece of the right configuration, what it is replaced with, words of the problem, words
        // of the fix
        mistake(
            "version: 1", "version: 2", "this program reads version 1, not 2", "write version: 1"),
        mistake("version: 1\n", "", "version is missing", "add version: a whole number"),
        mistake(
            "version: 1",
            "version: one",
            "version: \"one\" is not a whole number",
            "for example 3"),
        mistake(
            "name: Ada Okafor",
            "name: [Ada]",
            "people.ada.name: is a list or section, not text",
            "write text"),
        mistake("name: Ada Okafor", "name:", "people.ada.name: is empty", "write text"),
        mistake(
            "roles: [developer]",
            "role: [developer]",
            "people.ada.role is not a key",
            "did you mean roles?"),
        mistake(
            "os-users: [ada]",
            "os_users: [ada]",
            "people.ada.os_users is not a key",
            "did you mean os-users?"),
        mistake(
            "os-users: [ada]",
            "os-users: ada",
            "people.ada.os-users: is not a list",
            "[] for none"),
        mistake(
            "os-users: [ada]",
            "os-users: [ada], chat: ['@ada']",
            "\"@ada\" is not an account in chat",
            "slack:U024BE7LH"),
        mistake("os-users: [ada]", "os-users: [ada, ada]", "\"ada\" stands here twice", "keep one"),
        mistake("emails: [ada@example.org], ", "", "people.ada.emails is missing", "machine: yes"),
        mistake(
            "emails: [ada@example.org]",
            "emails: []",
            "people.ada.emails: is empty",
            "write the addresses"),
        mistake(
            "emails: [ada@example.org]",
            "emails: [ada]",
            "\"ada\" is not an e-mail address",
            "name@example.org"),
        mistake(
                "emails: [ada@example.org]",
                "emails: [Chi@Example.org]",
                "\"chi@example.org\" belongs to ada already",
                "cannot count twice")
            .inLineOf("  chi:"),
        mistake(
            "roles: [developer]",
            "roles: [developer], machine: maybe",
            "\"maybe\" is not yes or no",
            "yes"),
        mistake(
            "roles: [developer]",
            "roles: [\"all of them\"]",
            "\"all of them\" cannot be a role",
            "lower-case"),
        mistake(
            "  ada: {",
            "  slipway: {",
            "this name stands for checks by the tool",
            "choose another name"),
        mistake(
            "  ada: {",
            "  Ada Okafor: {",
            "people.Ada Okafor cannot be a name",
            "lower-case letters"),
        mistake("policies:", "polices:", "polices is not a key", "did you mean policies?")
            .alongWithOthers(),
        mistake(
            "medium-from: 3", "medium-from: 0", "0 is not between 1 and 1000", "from 1 to 1000"),
        mistake(
            "high-from: 6",
            "high-from: 3",
            "high-from (3) is not above medium-from (3)",
            "let the levels rise"),
        mistake(
            "high-from: 6",
            "high-at-once: [cash]",
            "\"cash\" is not known here",
            "one of schema, permissions"),
        mistake(
            "strategy: canary",
            "strategy: canarry",
            "\"canarry\" is not known here",
            "did you mean canary?"),
        mistake(
            "bake: 5m",
            "bake: 5",
            "\"5\" is not a duration",
            "say the unit: 5m for minutes, 5s for seconds"),
        mistake("bake: 5m", "bake: 5 minutes", "\"5 minutes\" is not a duration", "write 5m"),
        mistake("bake: 5m", "bake: 0s", "\"0s\" is not a duration", "such as 5m"),
        mistake("bake: 5m", "bake: 31d", "\"31d\" is not a duration", "such as 5m"),
        mistake("bake: 5m", "bake: soon", "\"soon\" is not a duration", "such as 5m, 90s or 1h30m"),
        mistake("[5, 25, 100]", "[5, 25]", "the last stage is 25", "end with 100"),
        mistake(
            "[5, 25, 100]",
            "[25, 5, 100]",
            "5 after 25 does not rise",
            "larger than the one before"),
        mistake(
            "[5, 25, 100]",
            "[100]",
            "a canary that starts with everybody is none",
            "strategy: blue-green"),
        mistake(
            "[5, 25, 100]",
            "[5%, 25%, 100%]",
            "\"5%\" is not a whole percentage",
            "numbers without a sign"),
        mistake(
            "[5, 25, 100]",
            "[5, 250]",
            "\"250\" is not a whole percentage",
            "numbers without a sign"),
        mistake(
            "role: on-call",
            "role: oncall",
            "nobody has the role \"oncall\"",
            "did you mean on-call?"),
        mistake(
            "role: on-call",
            "role: boss",
            "nobody has the role \"boss\"",
            "give it to a person under people"),
        mistake(
            "{ role: on-call, count: 1 }",
            "{ count: 1 }",
            "approvals[0].role is missing",
            "add role"),
        mistake("count: 1", "count: 0", "0 is not between 1 and 20", "from 1 to 20"),
        mistake(
                "approvals: [{",
                "approvals: [on-call, {",
                "approvals[0] is not a section of keys",
                "write keys and values")
            .alongWithOthers(),
        mistake(
            "then: roll-back", "then: go-on", "\"go-on\" is not known here", "one of roll-back"),
        mistake("path: .,", "path: nowhere,", "there is no such folder", "relative to this file"),
        mistake("v{version}", "v1", "\"v1\" has no {version} in it", "v{version}"),
        mistake(
            "risk: { money:",
            "risk: { monney:",
            "services.shop.risk.monney is not a key",
            "did you mean money?"),
        mistake("src/payment/**", "src/{payment", "is not a glob pattern", "src/payment/**"),
        mistake(
            "path: db/migration",
            "path: ../db",
            "\"../db\" leads out of the repository",
            "a folder inside it"),
        mistake(
            "{ path: db/migration }",
            "{ tool: flyway }",
            "services.shop.migrations.path is missing",
            "add path"),
        mistake(
            "policy: default",
            "policy: defualt",
            "there is no policy \"defualt\"",
            "did you mean default?"),
        mistake(
            "kind: practice",
            "kind: kubernetes",
            "targets of kind kubernetes are not built yet",
            "kind: exec"),
        mistake(
            "kind: practice",
            "kind: practise",
            "\"practise\" is not known here",
            "did you mean practice?"),
        mistake("kind: practice, ", "", "target.kind is missing", "add kind: practice"),
        mistake(
            "{ kind: practice, fleet: fleet.json }",
            "{ kind: practice }",
            "target.fleet is missing",
            "add fleet: a path"),
        mistake(
                "target: { kind: practice, fleet: fleet.json }",
                "# nothing",
                "environments.prod.target is missing",
                "add target")
            .inLineOf("    prod:"),
        mistake("window: 60s", "window: 5s", "looks back less far", "at least interval"),
        mistake(
            "window: 60s",
            "blind-limit: 30s",
            "taken back before it is paused",
            "longer than grace"),
        mistake("window: 60s", "windov: 60s", "limits.windov is not a key", "did you mean window?"),
        mistake(
            "error-rate: {",
            "eror-rate: {",
            "limits.eror-rate is not a key",
            "did you mean error-rate?"),
        mistake("at-most: 2%", "at-most: 2", "\"2\" is not a percentage", "write 2%"),
        mistake("at-most: 2%", "at-most: 0.02", "\"0.02\" is not a percentage", "write 2%"),
        mistake("at-most: 2%", "at-most: 101%", "\"101%\" is not a percentage", "such as 2%"),
        mistake("at-most: 500ms", "at-most: 500", "\"500\" is not a duration", "say the unit"),
        mistake(
            "{ at-most: 500ms }",
            "{}",
            "latency-p95: this limit has no bound",
            "add at-most: 500ms"),
        mistake(
            "latency-p95", "latency-p90", "limits.latency-p90 is not a key", "one of latency-p50"),
        mistake(
            "orders:", "traffic:", "traffic differs between the two versions", "a business signal"),
        mistake(
                "{ at-least-of-baseline: 70% }",
                "{ at-most: 70% }", "orders.at-most is not a key", "one of at-least-of-baseline")
            .alongWithOthers(),
        mistake(
            "{ at-least-of-baseline: 70% }",
            "{}", "at-least-of-baseline is missing", "a percentage"),
        mistake(
            "items: [capacity]",
            "items: [capasity]",
            "\"capasity\" is not known here",
            "did you mean capacity?"),
        mistake(
            "verify-rollback: 30s",
            "verify-rollback: 6m",
            "the deadline ends before",
            "at least verify-rollback"),
        mistake(
                "policy: default",
                "policy: default\n        policy: default",
                "stands here twice, first in line 22",
                "keep one")
            .inLineAfter(),
        mistake(
                "version: 1",
                "version: 1\nstore: { kind: sqllite }",
                "\"sqllite\" is not known here",
                "did you mean sqlite?")
            .inLineAfter(),
        mistake(
                "version: 1",
                "version: 1\ninclude: [missing.yaml]",
                "there is no file \"missing.yaml\"",
                "relative to this file")
            .inLineAfter(),
        mistake(
                "version: 1",
                "version: 1\ninclude: [slipway.yaml]",
                "includes this file in turn",
                "remove one")
            .inLineAfter(),
        mistake(
                "version: 1",
                "version: 1\n<<: { a: b }",
                "merge keys (<<) are not supported",
                "write the keys out")
            .inLineAfter(),
        mistake(
                "version: 1",
                "version: 1\n? [a]\n: b",
                "a key is a list or section",
                "a single word")
            .inLineAfter(),
        mistake(
            "version: 1",
            "version: !!java.net.URL 1",
            "Global tag is not allowed",
            "remove the tag"),
        mistake(
            "version: 1",
            "version: !url 1",
            "tags such as !!name are not allowed",
            "remove the tag"),
        mistake(
                "version: 1",
                "version: 1\nstore: { kind: postgresql, url: \"postgresql://ada:hunter2@db\" }",
                "a user and a password",
                "{ env: NAME }")
            .inLineAfter()
            .alongWithOthers());
  }

  private static Mistake mistake(String piece, String instead, String what, String fix) {
    return new Mistake(piece, instead, what, fix, "", 0, false);
  }

  Mistake inLineOf(String text) {
    return new Mistake(piece, instead, what, fix, text, later, others);
  }

  Mistake inLineAfter() {
    return new Mistake(piece, instead, what, fix, elsewhere, 1, others);
  }

  Mistake alongWithOthers() {
    return new Mistake(piece, instead, what, fix, elsewhere, later, true);
  }

  int line() {
    int at = RIGHT.indexOf(elsewhere.isEmpty() ? piece : elsewhere);
    return later
        + 1
        + (int) RIGHT.substring(0, at).chars().filter(character -> character == '\n').count();
  }

  @Override
  public @Nullable Object[] get() {
    return arguments(this).get();
  }

  @Override
  public String toString() {
    return instead.isEmpty() ? "without " + piece : instead;
  }
}
