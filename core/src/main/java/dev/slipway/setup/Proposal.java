package dev.slipway.setup;

import dev.slipway.control.port.Checkouts;
import dev.slipway.control.port.Checkouts.Sight;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a folder suggests. Whatever is found is hostile text and only ever proposed.
 *
 * @param repository the repository's folder as it would stand in the file
 * @param newest what people call the newest tag of the pattern: "v1.4.0", or "1.4.0" under another
 *     prefix
 * @param artifact what a build leaves behind, with {version} in it
 * @param found what was seen, for people
 */
record Proposal(
    String service,
    String repository,
    boolean isRepository,
    Optional<String> owner,
    String tagPattern,
    Optional<String> newest,
    Optional<String> deploy,
    Optional<String> running,
    Optional<String> stop,
    String health,
    Optional<String> artifact,
    Optional<String> migrations,
    List<String> found) {
  private static final Pattern VERSION =
      Pattern.compile("^([A-Za-z0-9._+/-]*?)[0-9]+(\\.[0-9]+)+.*$");
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*");
  private static final List<String> SCRIPT_FOLDERS =
      List.of("", "scripts/", "bin/", "ops/", "deploy/");
  private static final List<String> MIGRATIONS =
      List.of(
          "src/main/resources/db/migration",
          "db/migration",
          "db/migrations",
          "db/migrate",
          "migrations");
  private static final List<String> BUILDS =
      List.of(
          "pom.xml", "build.gradle", "build.gradle.kts", "package.json", "Makefile", "Dockerfile");
  private static final int MOST_BYTES = 1 << 20;

  Proposal {
    found = List.copyOf(found);
  }

  /** Looks at a folder; runs git, and nothing that stands in the folder. */
  static Proposal of(Path folder, Checkouts checkouts) {
    Optional<Sight.Repository> git =
        checkouts.see(folder) instanceof Sight.Repository seen
            ? Optional.of(seen)
            : Optional.empty();
    Path root = git.map(Sight.Repository::root).orElse(folder);
    String service =
        name(
            git.flatMap(Sight.Repository::remote)
                .map(Proposal::lastPart)
                .orElseGet(
                    () -> String.valueOf(Optional.ofNullable(root.getFileName()).orElse(root))));
    List<String> tags = git.map(Sight.Repository::tags).orElse(List.of());
    Optional<String> prefix = prefix(tags);
    Optional<String> build = there(root, BUILDS);
    return new Proposal(
        service,
        written(folder, root),
        git.isPresent(),
        owner(checkouts.committer(folder)),
        prefix.orElse("v") + "{version}",
        prefix.flatMap(word -> newest(tags, word)),
        script(folder, "deploy")
            .map(file -> file + " {instance} {version}")
            .or(() -> target(folder, "deploy", "INSTANCE={instance} VERSION={version}")),
        script(folder, "running")
            .map(file -> file + " {instance}")
            .or(() -> target(folder, "running", "INSTANCE={instance}")),
        script(folder, "stop")
            .map(file -> file + " {instance}")
            .or(() -> target(folder, "stop", "INSTANCE={instance}")),
        text(root.resolve("pom.xml")).contains("spring-boot")
                || text(root.resolve("build.gradle")).contains("springframework.boot")
                || text(root.resolve("build.gradle.kts")).contains("springframework.boot")
            ? "/actuator/health"
            : "/health",
        build.flatMap(file -> artifact(file, service)),
        there(root, MIGRATIONS),
        found(git, build, prefix));
  }

  private static List<String> found(
      Optional<Sight.Repository> git, Optional<String> build, Optional<String> prefix) {
    return java.util.stream.Stream.of(
            git.map(seen ->
                seen.remote().isPresent() ? "a git repository with a remote" : "a git repository"),
            prefix.map(word -> "tags such as " + word + "1.0.0"),
            build)
        .flatMap(Optional::stream)
        .toList();
  }

  private static String lastPart(String remote) {
    String address = remote.replaceFirst("/+$", "").replaceFirst("\\.git$", "");
    return address.substring(Math.max(address.lastIndexOf('/'), address.lastIndexOf(':')) + 1);
  }

  /** The nearest word that may name a service, an environment or a person. */
  static String name(String text) {
    String word =
        text.toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9._-]+", "-")
            .replaceFirst("^[^a-z0-9]+", "")
            .replaceFirst("-+$", "");
    return word.isEmpty() ? "service" : word.substring(0, Math.min(60, word.length()));
  }

  private static String written(Path folder, Path root) {
    try {
      String relative = folder.toRealPath().relativize(root.toRealPath()).toString();
      return relative.isEmpty() ? "." : relative;
    } catch (IOException gone) {
      return ".";
    }
  }

  private static Optional<String> owner(Checkouts.Committer committer) {
    return committer
        .email()
        .map(email -> committer.name().orElse(email.replaceFirst("@.*", "")) + " <" + email + ">");
  }

  /** What stands before the number in most of the newest tags. */
  private static Optional<String> prefix(List<String> tags) {
    Map<String, Integer> counts = new TreeMap<>();
    tags.stream()
        .limit(50)
        .map(VERSION::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .filter(prefix -> !prefix.startsWith("-") && !prefix.startsWith("/"))
        .forEach(prefix -> counts.merge(prefix, 1, Integer::sum));
    return counts.entrySet().stream()
        .max(Comparator.comparingInt(Map.Entry::getValue))
        .map(Map.Entry::getKey);
  }

  private static Optional<String> newest(List<String> tags, String prefix) {
    return tags.stream()
        .filter(tag -> tag.startsWith(prefix) && VERSION.matcher(tag).matches())
        .map(tag -> prefix.equalsIgnoreCase("v") ? tag : tag.substring(prefix.length()))
        .filter(label -> LABEL.matcher(label).matches())
        .findFirst();
  }

  private static Optional<String> there(Path root, List<String> names) {
    return names.stream().filter(name -> Files.exists(root.resolve(name))).findFirst();
  }

  private static Optional<String> script(Path folder, String name) {
    return SCRIPT_FOLDERS.stream()
        .map(place -> place + name + ".sh")
        .filter(file -> Files.isRegularFile(folder.resolve(file)))
        .map(file -> "./" + file)
        .findFirst();
  }

  private static Optional<String> target(Path folder, String name, String variables) {
    return text(folder.resolve("Makefile")).lines().anyMatch(line -> line.startsWith(name + ":"))
        ? Optional.of("make --silent " + name + " " + variables)
        : Optional.empty();
  }

  private static Optional<String> artifact(String build, String service) {
    return switch (build) {
      case "pom.xml" -> Optional.of("target/" + service + "-{version}.jar");
      case "build.gradle", "build.gradle.kts" ->
          Optional.of("build/libs/" + service + "-{version}.jar");
      default -> Optional.empty();
    };
  }

  /** A small file's text; empty for what is not there, too large or not text. */
  private static String text(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES
          ? Files.readString(file, StandardCharsets.UTF_8)
          : "";
    } catch (IOException unreadable) {
      return "";
    }
  }
}
