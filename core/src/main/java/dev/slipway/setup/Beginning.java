package dev.slipway.setup;

import dev.slipway.catalog.FirstConfiguration;
import dev.slipway.command.Tokenizer;
import dev.slipway.command.Tokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The questions of {@code slipway init} and what their answers come to. */
final class Beginning {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,59}");
  private static final Pattern PERSON = Pattern.compile("(.*\\S)\\s*<([^@\\s<>]+@[^@\\s<>]+)>");
  private static final Pattern INSTANCE =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9._:-]{0,99})(?:@(\\S{1,200}))?");
  private static final String SERVICE = "--service";
  private static final String OWNER = "--owner";
  private static final String TAGS = "--tag-pattern";
  private static final String ENVIRONMENTS = "--environment";
  private static final String INSTANCES = "--instance";
  private static final String DEPLOY = "--deploy";
  private static final String RUNNING = "--running";
  private static final String STOP = "--stop";
  private static final String NONE = "none";
  private static final String PROBE = "--probe";
  private static final String ARTIFACT = "--artifact";
  private static final String BAKE = "--bake";

  private final Proposal proposal;
  private final Interview interview;
  private final String user;
  private final Map<String, Map<String, String>> instances = new LinkedHashMap<>();

  Beginning(Proposal proposal, Interview interview, String user) {
    this.proposal = proposal;
    this.interview = interview;
    this.user = user;
  }

  /**
   * Puts every question.
   *
   * @param given instances by environment, as far as the line named them
   */
  Interview.End ask(Map<String, String> given) {
    interview.put(
        new Asked(
            SERVICE,
            "What is the service called?",
            Optional.of(proposal.service()),
            proposal.isRepository(),
            List.of("Releases are named after it: " + proposal.service() + "/1."),
            text -> name(text, "a service")));
    interview.put(
        new Asked(
            OWNER,
            "Who are you?",
            proposal.owner(),
            true,
            List.of(
                "Your name stands in every record, and your address tells which commits are yours.",
                "Written like: Ada Okafor <ada@example.org>"),
            text ->
                PERSON.matcher(text).matches()
                    ? Optional.empty()
                    : Optional.of("write it like: Ada Okafor <ada@example.org>")));
    interview.put(
        new Asked(
            TAGS,
            "How does the tag of a version read?",
            Optional.of(proposal.tagPattern()),
            proposal.newest().isPresent(),
            List.of("Version 1.4.0 under v{version} is the tag v1.4.0."),
            text ->
                text.contains("{version}")
                    ? Optional.empty()
                    : Optional.of("it needs {version} in it, like v{version}")));
    List<String> environments =
        interview
            .put(
                new Asked(
                    ENVIRONMENTS,
                    "Where does it run? The place with real users last.",
                    Optional.of("development, production"),
                    false,
                    List.of(
                        "Names with commas between. Only the last one gets limits and long watching."),
                    Beginning::environments))
            .map(Beginning::parts)
            .orElse(List.of());
    boolean several = false;
    for (String environment : environments) {
      several |= instances(environment, environment.equals(environments.getLast()), given);
    }
    if (environments.isEmpty()) {
      interview.open(INSTANCES);
    }
    commands(several);
    interview.take(ARTIFACT, Beginning::file);
    interview.take(BAKE, Beginning::duration);
    return interview.end();
  }

  private boolean instances(String environment, boolean last, Map<String, String> given) {
    String flag = INSTANCES + " " + environment + "=…";
    Optional<String> answer =
        Optional.ofNullable(given.get(environment))
            .or(() ->
                interview.put(
                    new Asked(
                        flag,
                        "Which instances run in " + environment + "?",
                        last ? Optional.empty() : Optional.of(environment + "-1@localhost:8080"),
                        false,
                        List.of(
                            "Names with commas between, each with its address where that is another: web-1@10.0.0.7:8080.",
                            "Your commands get them as {instance} and {address}."),
                        Beginning::instanceNames)));
    Map<String, String> named = new LinkedHashMap<>();
    answer.stream()
        .flatMap(text -> parts(text).stream())
        .map(INSTANCE::matcher)
        .filter(Matcher::matches)
        .forEach(matcher ->
            named.put(
                matcher.group(1), Optional.ofNullable(matcher.group(2)).orElse(matcher.group(1))));
    instances.put(environment, named);
    return named.size() > 1;
  }

  private void commands(boolean several) {
    interview.put(
        new Asked(
            DEPLOY,
            "Which command puts a version on one instance?",
            proposal.deploy(),
            false,
            List.of(
                "A program and its words; no shell reads them. Put in: {instance}, {address}, {version}, {digest}.",
                "It may run twice, and what it says about itself is not believed: the next two are asked."),
            text -> command(text, several, "{version}", "{digest}")));
    interview.put(
        new Asked(
            RUNNING,
            "Which command prints the version that one instance runs?",
            proposal.running(),
            false,
            List.of(
                "It prints the version, and its digest if it knows one, such as \"v1.4.0\"; nothing when nothing runs."),
            text -> command(text, several)));
    interview.put(
        new Asked(
            STOP,
            "Which command ends one instance?",
            proposal.stop().or(() -> Optional.of(NONE)),
            false,
            List.of(
                "A first release is taken back by it: there is no version yet to go back to.",
                "\"none\" where there is no such command; then put the first version there by hand."),
            text -> text.equals(NONE) ? Optional.empty() : command(text, several)));
    interview.put(
        new Asked(
            PROBE,
            "Which address or command tells that an instance is well?",
            Optional.of("http://{address}" + proposal.health()),
            false,
            List.of(
                "Asked every second; each answer counts as one request of the version on that instance.",
                "An address answers 200, a command ends with 0."),
            text -> isAddress(text) ? Optional.empty() : command(text, several)));
  }

  private static Optional<String> name(String text, String what) {
    return NAME.matcher(text).matches()
        ? Optional.empty()
        : Optional.of(
            what + " is named with lower-case letters, digits, '.', '-' and '_', at most 60");
  }

  private static Optional<String> environments(String text) {
    List<String> names = parts(text);
    if (names.isEmpty() || names.stream().distinct().count() < names.size()) {
      return Optional.of("write each name once, with commas between");
    }
    return names.stream()
        .map(name -> name(name, "an environment"))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> instanceNames(String text) {
    List<String> names = parts(text);
    boolean fine =
        !names.isEmpty()
            && names.stream().allMatch(name -> INSTANCE.matcher(name).matches())
            && names.stream().map(name -> name.replaceFirst("@.*", "")).distinct().count()
                == names.size();
    return fine
        ? Optional.empty()
        : Optional.of("write each name once, like: web-1, web-2@10.0.0.8:8080");
  }

  private static Optional<String> command(String text, boolean several, String... oneOf) {
    if (!(new Tokenizer().tokens(text) instanceof Tokens.Words words) || words.words().isEmpty()) {
      return Optional.of("a quote is opened and never closed, or there is nothing");
    }
    if (oneOf.length > 0 && Arrays.stream(oneOf).noneMatch(text::contains)) {
      return Optional.of("it says no version; put {version} among its words");
    }
    return several && !text.contains("{instance}") && !text.contains("{address}")
        ? Optional.of("it is the same for every instance; put {instance} among its words")
        : Optional.empty();
  }

  private static Optional<String> file(String text) {
    return text.contains("{version}")
        ? Optional.empty()
        : Optional.of("it needs {version} in it, like build/shop-{version}.jar");
  }

  private static Optional<String> duration(String text) {
    return text.matches("([0-9]{1,6}(ms|s|m|h|d))+")
        ? Optional.empty()
        : Optional.of("write it like 90s, 5m or 1h30m");
  }

  private static boolean isAddress(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.startsWith("http://") || lower.startsWith("https://");
  }

  static List<String> parts(String text) {
    return Arrays.stream(text.split("[,\\s]+", -1)).filter(part -> !part.isEmpty()).toList();
  }

  /** What instances of the line are wrong; empty when all are good. */
  static Optional<String> fault(String instances) {
    return instanceNames(instances);
  }

  FirstConfiguration configuration(Map<String, String> answers) {
    Matcher person = PERSON.matcher(answers.getOrDefault(OWNER, ""));
    if (!person.matches()) {
      throw new IllegalStateException("the interview lets nobody else through");
    }
    List<FirstConfiguration.Place> places = new ArrayList<>();
    instances.forEach((name, named) -> places.add(new FirstConfiguration.Place(name, named)));
    String stop = answers.getOrDefault(STOP, NONE);
    String probe = answers.getOrDefault(PROBE, "");
    return new FirstConfiguration(
        new FirstConfiguration.Owner(Proposal.name(user), person.group(1), person.group(2), user),
        answers.getOrDefault(SERVICE, ""),
        proposal.repository(),
        answers.getOrDefault(TAGS, ""),
        places,
        words(answers.getOrDefault(DEPLOY, "")),
        words(answers.getOrDefault(RUNNING, "")),
        stop.equals(NONE) ? List.of() : words(stop),
        isAddress(probe)
            ? new FirstConfiguration.Probe.Http(probe)
            : new FirstConfiguration.Probe.Run(words(probe)),
        Optional.ofNullable(answers.get(ARTIFACT))
            .map(file -> new FirstConfiguration.Artifact(file, true))
            .or(() ->
                proposal.artifact().map(file -> new FirstConfiguration.Artifact(file, false))),
        Optional.ofNullable(answers.get(BAKE)),
        proposal.migrations());
  }

  private static List<String> words(String line) {
    return new Tokenizer().tokens(line) instanceof Tokens.Words words ? words.words() : List.of();
  }
}
