package dev.slipway.catalog;

import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.ImageSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads where the digest of a version comes from: a command, a file, or a registry of images. */
final class ArtifactReading {
  private static final Set<String> VERSION = Set.of("version");
  private static final String LABEL = "[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?";
  private static final Pattern REGISTRY =
      Pattern.compile(
          "(localhost|"
              + LABEL
              + "(\\."
              + LABEL
              + ")+|\\[[0-9a-fA-F:]+\\])(:[0-9]{1,5})?"
              + "|"
              + LABEL
              + ":[0-9]{1,5}");
  private static final Pattern TOKEN_SERVER =
      Pattern.compile(LABEL + "(\\." + LABEL + ")*(:[0-9]{1,5})?");
  private static final Pattern REPOSITORY =
      Pattern.compile("[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_.{}-]+");

  private final Section section;

  private ArtifactReading(Section section) {
    this.section = section;
  }

  static Optional<ExecSpec.Artifact> read(Section section, CommandReading commands) {
    long ways = Stream.of("run", "file", "image").filter(section::has).count();
    if (ways != 1) {
      section.problem(
          section.line(),
          Words.path(section.path) + " needs run, file or image, and one of them only",
          "write artifact: { file: \"build/app-{version}.jar\" }");
      return Optional.empty();
    }
    if (!section.has("image")) {
      for (String key : List.of("tag", "insecure", "token-server")) {
        if (section.has(key)) {
          section.problem(key, "belongs to an image", "remove it, or write image: registry/name");
        }
      }
    }
    if (section.has("run")) {
      return Optional.of(new ExecSpec.Artifact.Printed(commands.command(section, VERSION)));
    }
    if (section.has("file")) {
      return Optional.of(new ExecSpec.Artifact.OfFile(commands.template(section, "file", VERSION)));
    }
    return new ArtifactReading(section).image(commands).map(ExecSpec.Artifact.OfRegistry::new);
  }

  private Optional<ImageSource> image(CommandReading commands) {
    String name = section.text("image");
    String tag = commands.template(section, "tag", VERSION);
    boolean insecure = section.yes("insecure");
    if (!TAG.matcher(tag).matches() || !CommandReading.used(List.of(tag)).contains("version")) {
      section.problem(
          "tag",
          Words.quoted(tag) + " would not name one image for each version",
          "write {version} into it, as in \"v{version}\"");
    }
    int slash = name.indexOf('/');
    String registry = slash < 0 ? "" : name.substring(0, slash);
    String repository = name.substring(slash + 1);
    if (!REGISTRY.matcher(registry).matches()) {
      section.problem(
          "image",
          Words.quoted(name) + " does not begin with a registry",
          "write it whole, as in \"registry.example/team/shop\" or \"docker.io/library/nginx\"");
      return Optional.empty();
    }
    if (!REPOSITORY.matcher(repository).matches()) {
      boolean tagged = repository.contains(":") || repository.contains("@");
      section.problem(
          "image",
          Words.quoted(name) + (tagged ? " says which one already" : " names no repository"),
          tagged
              ? "write the name only; the tag comes from tag: \"{version}\""
              : "use lower-case letters, digits, '.', '_', '-' and '/'");
      return Optional.empty();
    }
    if (insecure && !ImageSource.isLoopback(registry)) {
      section.problem(
          "insecure",
          Words.quoted(registry) + " is another machine: what it says could be changed on the way",
          "remove insecure, and give the registry a certificate");
    }
    return Optional.of(new ImageSource(registry, repository, tag, insecure, tokenServer()));
  }

  private Optional<String> tokenServer() {
    if (!section.has("token-server")) {
      return Optional.empty();
    }
    String host = section.text("token-server");
    if (!TOKEN_SERVER.matcher(host).matches()) {
      section.problem(
          "token-server",
          Words.quoted(host) + " is no host",
          "write its name only, as in \"auth.example.org\"");
      return Optional.empty();
    }
    return Optional.of(host);
  }
}
