package dev.slipway.rollout;

import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.Version;
import dev.slipway.release.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/** What a step puts aside for later: for the way back, and for whoever compares. Never a secret. */
public sealed interface Kept {
  /**
   * What there was before the first change.
   *
   * @param share of the new version
   * @param servers of the balancer, none where there is none that could be asked; empty: written
   *     down by a Slipway that did not ask
   */
  record Checkpoint(
      List<Instance> instances,
      Weight share,
      List<Setting> configuration,
      Optional<List<Server>> servers)
      implements Kept {
    public Checkpoint {
      instances = List.copyOf(instances);
      configuration = List.copyOf(configuration);
      servers = servers.map(List::copyOf);
    }

    public Checkpoint(List<Instance> instances, Weight share, List<Setting> configuration) {
      this(instances, share, configuration, Optional.empty());
    }

    /** Names of what is not now as it was then, in order. */
    public List<String> changed(List<Setting> now) {
      List<String> changed = new ArrayList<>();
      for (String name : names(now)) {
        if (!find(configuration, name).equals(find(now, name))) {
          changed.add(name);
        }
      }
      return changed;
    }

    private TreeSet<String> names(List<Setting> now) {
      TreeSet<String> names = new TreeSet<>();
      configuration.forEach(setting -> names.add(setting.name()));
      now.forEach(setting -> names.add(setting.name()));
      return names;
    }

    private static Optional<String> find(List<Setting> settings, String name) {
      return settings.stream()
          .filter(setting -> setting.name().equals(name))
          .findFirst()
          .flatMap(Setting::sha256);
    }
  }

  /**
   * @param artifact empty when the instance does not say
   */
  record Instance(String name, Version version, Optional<ArtifactDigest> artifact, boolean ready) {}

  /**
   * A server as its balancer had it.
   *
   * @param name with what it stands in: "shop/web-1"
   * @param weight in the balancer's own numbers
   * @param state "up", "down", "drained", "in maintenance"
   */
  record Server(String name, int weight, String state) {}

  /**
   * A part of the configuration.
   *
   * @param name a file's path, or what people call a command's output
   * @param sha256 in hexadecimal; empty: there was no such file
   */
  record Setting(String name, Optional<String> sha256) {}

  /**
   * What commands printed.
   *
   * @param texts by instance, in the order in which they ended
   */
  record Printed(List<Text> texts) implements Kept {
    public Printed {
      texts = List.copyOf(texts);
    }

    /**
     * @param text the end of it: lines without secrets, and without what moves a cursor
     */
    public record Text(String instance, String text) {}
  }

  /**
   * Data that were saved, and seen to be whole.
   *
   * @param location where, in the words of the team's own command
   * @param bytes size of the file at the location; empty where it is no file of this computer
   * @param proof how it was verified, in words
   * @param restore how people bring the data back, line by line
   * @param byCommand whether Slipway can do it when a person asks
   */
  record Backup(
      String location,
      OptionalLong bytes,
      String proof,
      Duration took,
      List<String> restore,
      boolean byCommand)
      implements Kept {
    public Backup {
      restore = List.copyOf(restore);
    }
  }
}
