package dev.slipway.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The first configuration of a service: what a few answers come to, as a commented file. Comments
 * are the meanings of {@link Keys}, so they say what the program does.
 *
 * @param repository the repository's folder, as written
 * @param places where it runs, the one with real users last
 * @param deploy a command's words, like {@code running}
 * @param stop a command's words; none where there is no such command
 * @param artifact a file that is built; empty for none
 * @param bake how long users are watched, as written; empty for the careful proposal
 * @param migrations a folder that only the deploy command can take care of
 */
public record FirstConfiguration(
    Owner owner,
    String service,
    String repository,
    String tagPattern,
    List<Place> places,
    List<String> deploy,
    List<String> running,
    List<String> stop,
    Probe probe,
    Optional<Artifact> artifact,
    Optional<String> bake,
    Optional<String> migrations) {
  public static final String ALONE = "team-of-one";
  private static final String DEVELOPMENT = "development";
  private static final String TARGET = "services.*.environments.*.target";

  /** All that one person can fulfil, in lines of the file. */
  private static final List<String> ITEMS_ALONE =
      List.of(
          "items: [change-read, artifact-known, tests-green, migration-safe, rollback-plan, old-version-ready,",
          "        capacity, metrics-alive, health, journeys, errors, telemetry, saturation, alerts-alive,",
          "        markers-visible, migration-applied]");

  private static final int COMMENTS_FROM = 56;
  private static final int WIDTH = 118;

  /**
   * @param key the word that stands in every record
   * @param user the operating system's name of this person
   */
  public record Owner(String key, String name, String email, String user) {}

  /**
   * @param instances names with the address of each; the name itself where nothing else is known
   */
  public record Place(String name, Map<String, String> instances) {
    public Place {
      instances = new TreeMap<>(instances);
    }
  }

  /**
   * @param file with {version} in its path
   * @param known whether somebody said so; otherwise it is proposed in a comment
   */
  public record Artifact(String file, boolean known) {}

  /** What tells that an instance is well. */
  public sealed interface Probe {
    record Http(String address) implements Probe {}

    record Run(List<String> words) implements Probe {
      public Run {
        words = List.copyOf(words);
      }
    }
  }

  public FirstConfiguration {
    places = List.copyOf(places);
    deploy = List.copyOf(deploy);
    running = List.copyOf(running);
    stop = List.copyOf(stop);
  }

  /** The whole file. */
  public String text() {
    Lines lines = new Lines();
    lines.comment(
        0,
        "Slipway's configuration, written by \"slipway init\". It is yours now: change what does not fit. Whatever is left out has the default that docs/reference/configuration.md names.");
    lines.comment(
        0,
        "Durations are written 250ms, 90s, 5m, 1h30m; percentages 2%. A relative path is meant from this file. No secret stands in it: where one is needed, write { env: NAME } or { file: PATH }.");
    lines.gap();
    lines.key(0, "version", "version: 1");
    lines.gap();
    store(lines);
    lines.gap();
    people(lines);
    lines.gap();
    policies(lines);
    lines.gap();
    services(lines);
    return lines.text.toString();
  }

  /** A worker knows the services of one file only, so what another file releases is kept apart. */
  private void store(Lines lines) {
    lines.above(0, "store");
    lines.add(0, "store:");
    lines.comment(
        2,
        "One for each slipway.yaml: whoever carries out the releases of a store knows the services of one file.");
    lines.key(2, "store.path", "path: " + YamlText.of("~/.local/share/slipway/" + service + ".db"));
  }

  private void people(Lines lines) {
    lines.above(0, "people");
    lines.add(0, "people:");
    lines.add(2, owner.key() + ":");
    lines.key(4, "people.*.name", "name: " + YamlText.of(owner.name()));
    lines.key(4, "people.*.emails", "emails: " + YamlText.of(List.of(owner.email())));
    lines.key(4, "people.*.os-users", "os-users: " + YamlText.of(List.of(owner.user())));
    lines.key(4, "people.*.roles", "roles: [developer, service-owner, on-call]");
  }

  private void policies(Lines lines) {
    lines.above(0, "policies");
    lines.add(0, "policies:");
    lines.comment(
        2,
        "A team of one: nobody else is there to approve, and every release plan says so. With a second person, ask for one: approvals: [{ role: on-call }]");
    lines.add(2, ALONE + ":");
    for (String level : List.of("low", "medium", "high")) {
      String careful =
          bake.map(wished -> "bake: " + wished + ", observe: " + wished)
              .orElse(level.equals("high") ? "bake: 15m, observe: 30m" : "bake: 5m, observe: 15m");
      lines.key(
          4,
          "policies.*." + level,
          level + ": { strategy: rolling, " + careful + ", approvals: [] }");
    }
    if (!places.getFirst().equals(places.getLast())) {
      lines.comment(2, "A place without users: nothing takes long.");
      lines.add(2, DEVELOPMENT + ":");
      for (String level : List.of("low", "medium", "high")) {
        lines.add(4, level + ": { strategy: rolling, bake: 10s, observe: 10s, approvals: [] }");
      }
    }
  }

  private void services(Lines lines) {
    lines.above(0, "services");
    lines.add(0, "services:");
    lines.add(2, service + ":");
    lines.above(4, "services.*.repository");
    lines.add(4, "repository:");
    lines.key(6, "services.*.repository.path", "path: " + YamlText.of(repository));
    lines.key(6, "services.*.repository.tag-pattern", "tag-pattern: " + YamlText.of(tagPattern));
    lines.comment(
        4,
        "Paths of this repository that mean a kind of risk, beside those Slipway knows, for example:");
    lines.comment(4, "risk: { money: [\"src/payment/**\"], high-traffic: [\"src/checkout/**\"] }");
    migrations.ifPresent(folder ->
        lines.comment(
            4,
            Words.quoted(folder)
                + " holds database migrations. Targets of kind exec do not run them yet: let the deploy command apply them."));
    lines.above(4, "services.*.environments");
    lines.add(4, "environments:");
    for (Place place : places) {
      place(lines, place, place.equals(places.getLast()));
    }
  }

  private void place(Lines lines, Place place, boolean last) {
    lines.add(6, place.name() + ":");
    lines.key(8, "services.*.environments.*.policy", "policy: " + (last ? ALONE : DEVELOPMENT));
    if (!last) {
      lines.key(
          8,
          "services.*.environments.*.items",
          "items: [change-read, artifact-known, rollback-plan, health]");
    } else {
      lines.comment(
          8,
          "Left out for a team of one: reviewed (needs a second person), debug-left, on-call, stakeholders.");
      ITEMS_ALONE.forEach(line -> lines.add(8, line));
    }
    lines.above(8, TARGET);
    lines.add(8, "target:");
    lines.key(10, TARGET + ".kind", "kind: exec");
    lines.key(
        10,
        TARGET + ".instances",
        "instances: " + YamlText.of(List.copyOf(place.instances().keySet())));
    addresses(lines, place);
    lines.key(10, TARGET + ".deploy.run", "deploy: { run: " + YamlText.of(deploy) + " }");
    lines.key(10, TARGET + ".running.run", "running: { run: " + YamlText.of(running) + " }");
    stop(lines);
    artifact.ifPresent(built -> artifact(lines, built, last));
    lines.key(
        10,
        TARGET + ".probe",
        "probe: "
            + switch (probe) {
              case Probe.Http http -> "{ http: " + YamlText.of(http.address()) + " }";
              case Probe.Run run -> "{ run: " + YamlText.of(run.words()) + " }";
            });
    if (last) {
      lines.above(8, "services.*.environments.*.limits");
      lines.add(8, "limits:");
      lines.key(
          10, "services.*.environments.*.limits.error-rate.at-most", "error-rate: { at-most: 2% }");
    }
  }

  private static void artifact(Lines lines, Artifact built, boolean last) {
    String line = "artifact: { file: " + YamlText.of(built.file()) + " }";
    if (built.known()) {
      lines.above(10, TARGET + ".artifact");
      lines.add(10, line);
    } else if (last) {
      lines.comment(
          10,
          "The commit of its tag is a version's identity; with a built file it is that file's digest:");
      lines.add(10, "# " + line);
    }
  }

  private void stop(Lines lines) {
    lines.above(10, TARGET + ".stop");
    lines.add(
        10,
        stop.isEmpty()
            ? "# stop: { run: [\"./stop.sh\", \"{instance}\"] }"
            : "stop: { run: " + YamlText.of(stop) + " }");
  }

  private static void addresses(Lines lines, Place place) {
    List<String> addresses = new ArrayList<>();
    place
        .instances()
        .forEach((name, address) -> {
          if (!name.equals(address)) {
            addresses.add(YamlText.of(name) + ": " + YamlText.of(address));
          }
        });
    if (!addresses.isEmpty()) {
      lines.above(10, TARGET + ".addresses");
      lines.add(10, "addresses:");
      addresses.forEach(address -> lines.add(12, address));
    }
  }

  /** Lines with the meaning of their key beside them, or above where it does not fit. */
  private static final class Lines {
    private final StringBuilder text = new StringBuilder();

    void add(int indent, String line) {
      text.append(" ".repeat(indent)).append(line).append('\n');
    }

    void gap() {
      text.append('\n');
    }

    void key(int indent, String path, String line) {
      String meaning = meaning(path);
      int begin = Math.max(COMMENTS_FROM, indent + line.length() + 2);
      if (begin + 2 + meaning.length() > WIDTH) {
        comment(indent, meaning);
        add(indent, line);
      } else {
        add(indent, line + " ".repeat(begin - indent - line.length()) + "# " + meaning);
      }
    }

    void above(int indent, String path) {
      comment(indent, meaning(path));
    }

    private static String meaning(String path) {
      return Keys.at(path)
          .orElseThrow(() -> new IllegalStateException("no such key: " + path))
          .meaning();
    }

    void comment(int indent, String words) {
      String line = "#";
      for (String word : words.split(" ", -1)) {
        if (indent + line.length() + 1 + word.length() > WIDTH && !line.equals("#")) {
          add(indent, line);
          line = "#";
        }
        line = line + " " + word;
      }
      add(indent, line);
    }
  }
}
