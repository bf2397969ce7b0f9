package dev.slipway.catalog;

import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.SmokeCheck;
import dev.slipway.plan.SmokeCheck.Kind;
import dev.slipway.plan.SmokeCheck.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the checks after a deploy. */
final class SmokeReading {
  private static final Pattern PLACE =
      Pattern.compile("(\\[[^\\]\\s]+\\]|[^:\\s\\[\\]]+):([0-9]{1,5}|\\{[a-z-]+\\})|\\{address\\}");
  private static final Pattern HOST = Pattern.compile("[^\\s/:]{1,253}");
  private static final Pattern SELECT =
      Pattern.compile("(?is)\\s*(select|with|values|table|show)\\b[^;]*");

  /** Names of the checks that every target has. */
  private static final List<String> TAKEN = List.of("health", "version");

  private final Section section;
  private final CommandReading commands;
  private final Set<String> used = new LinkedHashSet<>();

  private SmokeReading(Section section, CommandReading commands) {
    this.section = section;
    this.commands = commands;
  }

  static List<SmokeCheck> read(Section target, CommandReading commands) {
    List<SmokeCheck> checks = new ArrayList<>();
    for (Section section : target.sections("checks")) {
      String name = section.text("name");
      boolean taken =
          TAKEN.contains(name) || checks.stream().anyMatch(before -> before.name().equals(name));
      if (section.has("name") && (taken || !Section.NAME.matcher(name).matches())) {
        section.problem(
            "name",
            taken ? "there is a check " + Words.quoted(name) + " already" : "cannot be a name",
            "use lower-case letters, digits, '.', '-' and '_', and each name once");
      }
      checks.add(new SmokeReading(section, commands).check(name));
    }
    return checks;
  }

  private SmokeCheck check(String name) {
    Kind kind = kind();
    return new SmokeCheck(name, scope(), kind, section.duration("at-most"));
  }

  private Kind kind() {
    List<String> kinds = SmokeKeys.KINDS.keySet().stream().filter(section::has).sorted().toList();
    if (kinds.size() != 1) {
      section.problem(
          section.line(),
          Words.path(section.path)
              + " needs http or run, steps, tcp, tls, dns or sql, and not both of two",
          "write http: \"http://{instance}:8080/health\"");
      return new Kind.Run(List.of("unset"));
    }
    String kind = kinds.getFirst();
    SmokeKeys.KINDS.forEach((other, keys) -> {
      if (!other.equals(kind)) {
        keys.stream().filter(section::has).forEach(key -> belongs(key, other));
      }
    });
    if (section.has("certificate") && !List.of("http", "steps", "tls").contains(kind)) {
      belongs("certificate", "tls");
    }
    return switch (kind) {
      case "http" -> new Kind.Journey(List.of(requests().read(section)), authority());
      case "steps" -> journey();
      case "tcp" -> new Kind.Connection(place("tcp"));
      case "tls" ->
          new Kind.Certificate(place("tls"), section.number("days-left", 0, 3650), authority());
      case "dns" -> name();
      case "sql" -> select();
      default -> run();
    };
  }

  private void belongs(String key, String kind) {
    section.problem(key, "belongs to a check with " + kind, "remove it");
  }

  private RequestReading requests() {
    return new RequestReading(commands, used);
  }

  private Kind journey() {
    RequestReading reading = requests();
    List<SmokeCheck.Request> requests =
        section.sections("steps").stream().map(reading::read).toList();
    if (requests.isEmpty()) {
      section.problem("steps", "has no step", "write - http: \"http://{address}/\"");
    }
    return new Kind.Journey(requests, authority());
  }

  private Optional<Path> authority() {
    return section.has("certificate") ? Optional.of(section.path("certificate")) : Optional.empty();
  }

  private String filled(String key) {
    String text = commands.template(section, key, CommandReading.PLACE_AND_VERSION);
    used.addAll(CommandReading.used(List.of(text)));
    return text;
  }

  private String place(String key) {
    String text = filled(key);
    if (!PLACE.matcher(text).matches()) {
      section.problem(
          key,
          Words.quoted(text) + " is not a host and a port",
          "write it like \"shop.example:443\"");
    }
    return text;
  }

  private Kind name() {
    String name = filled("dns");
    if (!HOST.matcher(name).matches()) {
      section.problem("dns", Words.quoted(name) + " is not a name", "write it without a port");
    }
    return new Kind.Name(
        name, section.texts("addresses").stream().map(Section.Located::text).toList());
  }

  private Kind select() {
    String statement = commands.template(section, "sql", Set.of("version"));
    if (!SELECT.matcher(statement).matches()) {
      section.problem(
          "sql",
          "is more than one select, or none",
          "write one statement that begins with select, without ';'");
    }
    if (!section.has("database")) {
      section.problem(
          section.line(),
          section.at("database") + " is missing",
          "add database: { url: \"jdbc:postgresql://…\", user: …, password-from: { env: NAME } }");
    }
    Section database = section.section("database");
    String url = database.has("url") ? database.text("url") : "";
    if (database.has("url")) {
      StoreReading.checkAddress(database, url);
    } else if (section.has("database")) {
      database.missing("url");
    }
    return new Kind.Select(
        url,
        section.has("database") ? database.text("user") : "",
        database
            .secret("password-from")
            .map(secret ->
                switch (secret) {
                  case Secret.InEnvironment(String variable) ->
                      new ExecSpec.Value.FromEnvironment(variable);
                  case Secret.InFile(Path file) -> new ExecSpec.Value.FromFile(file);
                }),
        statement,
        section.has("expect-value") ? Optional.of(section.text("expect-value")) : Optional.empty());
  }

  private Kind run() {
    List<String> words = commands.words(section, "run", CommandReading.PLACE_AND_VERSION);
    used.addAll(CommandReading.used(words));
    return new Kind.Run(words);
  }

  /** As written, or as the words in braces ask for it. */
  private Scope scope() {
    boolean instance = used.contains("instance") || used.contains("address");
    boolean side = used.contains("side");
    if (!section.has("scope")) {
      return instance ? Scope.INSTANCE : side ? Scope.SIDE : Scope.ENTRY;
    }
    Scope scope = Scope.valueOf(section.choice("scope").toUpperCase(Locale.ROOT));
    if (scope == Scope.INSTANCE && !instance) {
      section.problem(
          "scope",
          "it would be the same at every instance",
          "write {instance} or {address} into it, or scope: entry");
    }
    if (scope != Scope.INSTANCE && instance) {
      section.problem(
          "scope",
          "it is about one instance, and no instance is meant",
          "write scope: instance, or an address without {instance} and {address}");
    }
    if (scope == Scope.ENTRY && side) {
      section.problem("scope", "it is about one side", "write scope: side, or leave {side} out");
    }
    return scope;
  }
}
