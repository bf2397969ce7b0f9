package dev.slipway.plan;

import java.util.List;
import java.util.Optional;

/**
 * What is recorded and put aside before the first change of a release, as configured.
 *
 * @param configuration whatever else decides how the service behaves; only its hashes are kept
 * @param backup how its data are saved; empty: nobody does it here
 */
public record CheckpointSpec(List<Setting> configuration, Optional<Backup> backup) {
  public static final CheckpointSpec NONE = new CheckpointSpec(List.of(), Optional.empty());

  public CheckpointSpec {
    configuration = List.copyOf(configuration);
  }

  /** A part of the configuration that is looked at. */
  public sealed interface Setting {
    /** How people are told of it. */
    String name();

    /**
     * @param path meant from the directory of the commands
     */
    record OfFile(String path) implements Setting {
      @Override
      public String name() {
        return path;
      }
    }

    /** Whatever a command prints. */
    record Printed(String name, ExecSpec.Command command) implements Setting {}
  }

  /**
   * @param always whether every release takes one, or only those that may lose data
   * @param run saves the data: {release}, {version}, {from}
   * @param location where they are then, with the same words in braces; empty: the last line that
   *     {@code run} prints
   * @param verify ends with 0 when what is at {location} is whole; empty: it has to be a file that
   *     is new and not empty
   * @param byHand how people restore it, line by line: {location} and the words of {@code run}
   * @param restore the same as commands; empty: people do it
   */
  public record Backup(
      boolean always,
      ExecSpec.Command run,
      Optional<String> location,
      Optional<ExecSpec.Command> verify,
      List<String> byHand,
      Optional<Restore> restore) {
    public Backup {
      byHand = List.copyOf(byHand);
    }
  }

  /**
   * Brings the data of a backup back. Nothing but a person's own command begins it.
   *
   * @param stopWriters keeps everything from writing that could
   * @param verify ends with 0 when the restored data are whole
   * @param startWriters lets them write again
   */
  public record Restore(
      ExecSpec.Command stopWriters,
      ExecSpec.Command run,
      ExecSpec.Command verify,
      ExecSpec.Command startWriters) {}

  /** Whether a release that may lose data, or may not, saves it first. */
  public boolean takesBackup(boolean mayLoseData) {
    return backup.filter(configured -> configured.always() || mayLoseData).isPresent();
  }

  void add(CanonicalText text) {
    if (!configuration.isEmpty()) {
      text.all(
          "configuration",
          configuration,
          (to, setting) -> {
            switch (setting) {
              case Setting.OfFile file -> to.add("file", file.path());
              case Setting.Printed printed -> {
                to.add("name", printed.name());
                ExecText.command(to, "prints", printed.command());
              }
            }
          });
    }
    backup.ifPresent(saved -> add(text, saved));
  }

  private static void add(CanonicalText text, Backup backup) {
    ExecText.command(text, "backup", backup.run());
    text.add("always", backup.always());
    text.add("location", backup.location());
    text.add("verified", backup.verify().isPresent());
    backup.verify().ifPresent(verify -> ExecText.command(text, "verify", verify));
    text.all("by hand", backup.byHand(), (to, line) -> to.add("line", line));
    text.add("restores", backup.restore().isPresent());
    backup
        .restore()
        .ifPresent(restore -> {
          ExecText.command(text, "stop writers", restore.stopWriters());
          ExecText.command(text, "restore", restore.run());
          ExecText.command(text, "verify restored", restore.verify());
          ExecText.command(text, "start writers", restore.startWriters());
        });
  }
}
