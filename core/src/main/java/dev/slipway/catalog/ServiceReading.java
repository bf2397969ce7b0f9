package dev.slipway.catalog;

import dev.slipway.health.Limits;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Policy;
import dev.slipway.plan.Service;
import dev.slipway.plan.TargetSpec;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import dev.slipway.risk.Kind;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads {@code services}; policies come first, because an environment names one. */
final class ServiceReading {
  private static final List<String> NOT_BUILT = List.of("kubernetes", "haproxy", "http");
  private static final Pattern CHANNEL = Pattern.compile("slack:[CG][A-Z0-9]+|discord:[0-9]+");
  private static final Pattern LIKELY_TEST =
      Pattern.compile(
          "(.*[._-])?(tests?|testing|staging|stage|dev|devel|development|qa|uat|sandbox|preview|local)([._-].*)?");
  private final Map<String, Policy> policies;
  private final NavigableSet<String> roles;
  private final Map<Section.Located, Section> undecided = new LinkedHashMap<>();
  private final Map<ServiceName, Service> services = new LinkedHashMap<>();

  /**
   * @param roles that people have
   */
  ServiceReading(Map<String, Policy> policies, NavigableSet<String> roles) {
    this.policies = policies;
    this.roles = roles;
  }

  void read(Section top) {
    top.named("services").forEach((name, section) -> service(name, section));
  }

  Map<ServiceName, Service> services() {
    return services;
  }

  private void service(Section.Located name, Section section) {
    ServiceName id = new ServiceName(name.text());
    if (services.containsKey(id)) {
      section.problem(
          name.line(), "services." + id + " stands in another file as well", "keep one of the two");
    }
    Section repository = section.section("repository");
    Path folder = repository.path("path");
    if (!Files.isDirectory(folder)) {
      repository.problem(
          "path",
          "there is no such folder",
          "write the folder of the git repository, relative to this file");
    }
    repository.choice("versions");
    String pattern = repository.text("tag-pattern");
    if (!pattern.contains("{version}")) {
      repository.problem(
          "tag-pattern",
          Words.quoted(pattern) + " has no {version} in it",
          "write it like \"v{version}\"");
    }
    Map<EnvironmentName, Service.Environment> environments = new LinkedHashMap<>();
    section
        .named("environments")
        .forEach((word, inside) ->
            environments.put(new EnvironmentName(word.text()), environment(word, inside)));
    if (!section.has("environments")) {
      section.missing("environments");
    } else if (environments.isEmpty() && section.isSection("environments")) {
      section.problem(
          "environments",
          "is empty, so this service could not be released",
          "add at least one, such as prod");
    }
    order(section, environments);
    boolean exec =
        environments.values().stream().anyMatch(place -> place.target() instanceof ExecSpec);
    if (exec && section.has("migrations")) {
      section.problem(
          "migrations",
          "migrations are not run at a target of kind exec: nobody could read back what was applied",
          "remove migrations, and let the deploy command apply them");
    }
    services.putIfAbsent(
        id,
        new Service(
            id,
            folder,
            pattern,
            riskPaths(section),
            migrations(section),
            environments,
            Optional.of("called").filter(section::has).map(section::text)));
  }

  private static Map<Kind, List<String>> riskPaths(Section section) {
    Map<Kind, List<String>> paths = new EnumMap<>(Kind.class);
    List<String> kinds = section.known("risk").choices();
    Section risk = section.sectionAsWritten("risk");
    for (String word : risk.keys()) {
      if (!kinds.contains(word)) {
        risk.refuse(word, kinds);
        continue;
      }
      List<Section.Located> globs = risk.texts(word);
      globs.forEach(glob -> checkGlob(risk, word, glob));
      paths.put(PolicyReading.kind(word), PeopleReading.texts(globs));
    }
    return paths;
  }

  private static void checkGlob(Section risk, String word, Section.Located glob) {
    try {
      if (FileSystems.getDefault().getPathMatcher("glob:" + glob.text()) != null) {
        return;
      }
    } catch (PatternSyntaxException e) {
      risk.problem(
          glob.line(),
          risk.at(word) + ": " + Words.quoted(glob.text()) + " is not a glob pattern",
          "write a pattern such as src/payment/**");
    }
  }

  private static Optional<String> migrations(Section section) {
    if (!section.has("migrations")) {
      return Optional.empty();
    }
    Section migrations = section.section("migrations");
    String path = migrations.text("path");
    migrations.choice("tool");
    if (path.startsWith("/")
        || path.startsWith("~")
        || List.of(path.split("[/\\\\]")).contains("..")) {
      migrations.problem(
          "path",
          Words.quoted(path) + " leads out of the repository",
          "write a folder inside it, such as db/migration");
    }
    return Optional.of(path);
  }

  private Service.Environment environment(Section.Located name, Section section) {
    String policy = section.text("policy");
    if (!policies.containsKey(policy)) {
      String near =
          Nearest.to(policy, policies.keySet())
              .map(word -> "did you mean " + word + "? Otherwise ")
              .orElse("");
      section.problem(
          "policy",
          "there is no policy " + Words.quoted(policy),
          near
              + "add it under policies"
              + (policies.isEmpty()
                  ? ""
                  : ", or use one of " + Words.plain(String.join(", ", policies.keySet()))));
    }
    Limits limits = LimitsReading.read(section.section("limits"));
    int before = section.origin.ledger().count();
    Duration verify = section.duration("verify-rollback");
    Duration deadline = section.duration("verify-deadline");
    if (section.origin.ledger().count() == before && deadline.compareTo(verify) < 0) {
      section.problem(
          section.has("verify-deadline") ? "verify-deadline" : "verify-rollback",
          "the deadline ends before the old version was watched long enough",
          "let verify-deadline be at least verify-rollback");
    }
    TargetSpec target = target(section, limits);
    Optional.ofNullable(policies.get(policy))
        .ifPresent(followed -> RollingReading.check(section, followed, target));
    return new Service.Environment(
        new EnvironmentName(name.text()),
        policy,
        target,
        limits,
        verify,
        deadline,
        PeopleReading.texts(section.texts("items")),
        channels(section),
        isTest(name, section),
        rehearsing(section.section("rehearsals")),
        promotedFrom(section),
        FinishReading.read(section.section("finish")),
        ProofReading.read(section, target, roles));
  }

  private static Optional<EnvironmentName> promotedFrom(Section section) {
    if (!section.has("promoted-from")) {
      return Optional.empty();
    }
    String from = section.text("promoted-from");
    if (!Section.NAME.matcher(from).matches()) {
      section.problem(
          "promoted-from",
          Words.quoted(from) + " names no environment",
          "write one of this service, such as staging");
      return Optional.empty();
    }
    return Optional.of(new EnvironmentName(from));
  }

  /** Each names another one, and following them comes to an end. */
  private static void order(
      Section section, Map<EnvironmentName, Service.Environment> environments) {
    environments.forEach((name, environment) -> {
      if (environment.promotedFrom().isEmpty()) {
        return;
      }
      Section inside = section.sectionAsWritten("environments").entry(name.value());
      EnvironmentName from = environment.promotedFrom().get();
      if (!environments.containsKey(from)) {
        inside.problem(
            "promoted-from",
            "there is no environment " + Words.quoted(from.value()) + " here",
            Entries.oneOf(
                from.value(), environments.keySet().stream().map(EnvironmentName::value).toList()));
      } else if (leadsBack(name, environments)) {
        inside.problem(
            "promoted-from",
            "leads back to " + name + ", so nothing could ever be released in either",
            "remove one of the two");
      }
    });
  }

  private static boolean leadsBack(
      EnvironmentName name, Map<EnvironmentName, Service.Environment> environments) {
    Set<EnvironmentName> seen = new HashSet<>();
    Optional<EnvironmentName> at = Optional.of(name);
    while (at.isPresent() && seen.add(at.get())) {
      at =
          Optional.ofNullable(environments.get(at.get()))
              .flatMap(Service.Environment::promotedFrom);
    }
    return at.equals(Optional.of(name));
  }

  private static Service.Rehearsing rehearsing(Section section) {
    return new Service.Rehearsing(
        section.yes("allowed"),
        section.has("at-least-every")
            ? Optional.of(section.duration("at-least-every"))
            : Optional.empty());
  }

  private boolean isTest(Section.Located name, Section section) {
    if (!section.has("purpose") && LIKELY_TEST.matcher(name.text()).matches()) {
      undecided.put(name, section);
    }
    return section.has("purpose") && section.choice("purpose").equals("test");
  }

  /** For where somebody hears of every environment that is not said to be for tests. */
  void remarkOnLikelyTests() {
    undecided.forEach((name, section) ->
        section.remark(
            name.line(),
            section.here() + "people outside the team are told of its releases",
            "add purpose: test to leave them alone, or purpose: production to mean it"));
  }

  private static List<String> channels(Section section) {
    List<Section.Located> channels = section.texts("tell");
    for (Section.Located channel : channels) {
      if (!CHANNEL.matcher(channel.text()).matches()) {
        section.problem(
            channel.line(),
            section.at("tell")
                + ": "
                + Words.quoted(channel.text())
                + " is not a channel of a chat",
            "write slack: or discord: and the channel's id, such as slack:C024BE7LR");
      }
    }
    return PeopleReading.texts(channels).stream().distinct().toList();
  }

  private static TargetSpec target(Section section, Limits limits) {
    TargetSpec harmless = new TargetSpec.Practice(section.file());
    if (!section.has("target")) {
      section.missing("target");
      return harmless;
    }
    Section target = section.sectionAsWritten("target");
    if (!section.isSection("target")) {
      return harmless;
    }
    Optional<String> kind = target.raw("kind");
    if (kind.isEmpty()) {
      if (!target.has("kind")) {
        target.missing("kind");
      }
      return harmless;
    }
    if (NOT_BUILT.contains(kind.get())) {
      target.problem(
          "kind", "targets of kind " + kind.get() + " are not built yet", "use kind: exec");
      return harmless;
    }
    return switch (target.choice("kind")) {
      case "exec" -> {
        target.refuseUnknownBut(name -> !TargetKeys.PRACTICE.contains(name) || name.equals("kind"));
        yield ExecReading.read(target, limits);
      }
      case "practice" -> {
        target.refuseUnknownBut(TargetKeys.PRACTICE::contains);
        yield new TargetSpec.Practice(target.path("fleet"));
      }
      default -> harmless;
    };
  }
}
