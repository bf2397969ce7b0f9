package dev.slipway.setup;

import dev.slipway.catalog.CatalogueFinder;
import dev.slipway.catalog.FirstConfiguration;
import dev.slipway.catalog.Problem;
import dev.slipway.command.InitWish;
import dev.slipway.control.port.Checkouts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the first configuration of a folder. Nothing is written before the last answer. */
public final class Initializer {
  private static final String INSTANCES = "--instance";
  private static final String ENVIRONMENTS = "--environment";
  private final Ground ground;
  private final Checkouts checkouts;

  /** How it ended. */
  public sealed interface End {
    /**
     * @param text the whole file, which was not written
     */
    record Shown(String text) implements End {}

    /**
     * @param backup where the file that was there is now
     * @param hidden a configuration above that no longer holds here
     * @param newest the newest version, where a tag names one already
     */
    record Written(
        FirstConfiguration configuration,
        Path file,
        Optional<Path> backup,
        Optional<Path> hidden,
        Optional<String> newest)
        implements End {}

    record Exists(Path file) implements End {}

    /**
     * @param flags options that would answer what is open
     * @param line what was typed, with an example for each of them
     */
    record Missing(List<String> flags, String line) implements End {}

    record BadAnswers(List<String> words) implements End {}

    record Faulty(List<Problem> problems) implements End {}

    record Failed(Path file, String why) implements End {}

    /** Whoever was asked left. */
    record Left() implements End {}
  }

  public Initializer(Ground ground, Checkouts checkouts) {
    this.ground = ground;
    this.checkouts = checkouts;
  }

  /**
   * @param listener whoever can be asked; empty when nobody
   */
  public End begin(InitWish wish, Optional<Listener> listener) {
    ConfigurationFile place = new ConfigurationFile(ground);
    if (place.isThere() && !wish.replace() && !wish.show()) {
      return new End.Exists(place.file());
    }
    Proposal proposal = Proposal.of(ground.folder(), checkouts);
    Optional<Listener> person = wish.ask() ? listener : Optional.empty();
    if (!wish.accept()) {
      person.ifPresent(one -> {
        if (!proposal.found().isEmpty()) {
          one.hear("Found here: " + String.join(", ", proposal.found()) + ".");
        }
        one.hear("Enter takes what stands in brackets, ? explains, Ctrl-C leaves all as it is.");
      });
    }
    Interview interview =
        new Interview(joined(wish.given()), wish.accept(), wish.fromGit(), person);
    Beginning beginning = new Beginning(proposal, interview, ground.user());
    Map<String, String> instances = new HashMap<>();
    Optional<String> fault = instances(wish, instances);
    if (fault.isPresent()) {
      return new End.BadAnswers(List.of(INSTANCES + ": " + fault.get()));
    }
    return switch (beginning.ask(instances)) {
      case Interview.End.Left left -> new End.Left();
      case Interview.End.Missing(List<String> flags) ->
          new End.Missing(flags, CompletedLine.of(wish, flags));
      case Interview.End.Faulty(List<String> words) -> new End.BadAnswers(words);
      case Interview.End.Answered(Map<String, String> answers) ->
          written(beginning.configuration(answers), wish, place, proposal);
    };
  }

  private End written(
      FirstConfiguration configuration, InitWish wish, ConfigurationFile place, Proposal proposal) {
    if (wish.show()) {
      return new End.Shown(configuration.text());
    }
    Optional<Path> above =
        Optional.ofNullable(ground.folder().getParent()).flatMap(CatalogueFinder::find);
    return switch (place.write(configuration.text(), wish.replace())) {
      case ConfigurationFile.End.Exists exists -> new End.Exists(place.file());
      case ConfigurationFile.End.Faulty(List<Problem> problems) -> new End.Faulty(problems);
      case ConfigurationFile.End.Failed(String why) -> new End.Failed(place.file(), why);
      case ConfigurationFile.End.Written done ->
          new End.Written(configuration, place.file(), done.backup(), above, proposal.newest());
    };
  }

  /** Commands come as words and are put together so that they fall apart into the same words. */
  private static Map<String, String> joined(Map<String, List<String>> given) {
    Map<String, String> joined = new HashMap<>();
    given.forEach((flag, texts) -> {
      switch (flag) {
        case "--deploy", "--running", "--stop" ->
            joined.put(flag, String.join(" ", texts.stream().map(Initializer::quoted).toList()));
        case ENVIRONMENTS -> joined.put(flag, String.join(",", texts));
        case INSTANCES -> {}
        default -> joined.put(flag, texts.getFirst());
      }
    });
    return joined;
  }

  private static String quoted(String word) {
    return "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /** "production=web-1" is for that environment; a name alone for the last one. */
  private static Optional<String> instances(InitWish wish, Map<String, String> instances) {
    List<String> environments =
        new ArrayList<>(
            wish.given().getOrDefault(ENVIRONMENTS, List.of("development", "production")).stream()
                .flatMap(text -> Beginning.parts(text).stream())
                .toList());
    for (String text : wish.given().getOrDefault(INSTANCES, List.of())) {
      int at = text.indexOf('=');
      String environment = at < 0 ? environments.getLast() : text.substring(0, at);
      if (!environments.contains(environment)) {
        return Optional.of("there is no environment " + environment);
      }
      instances.merge(environment, text.substring(at + 1), (one, other) -> one + "," + other);
    }
    return instances.values().stream().map(Beginning::fault).flatMap(Optional::stream).findFirst();
  }
}
