package dev.slipway.outside.exec;

import dev.slipway.control.port.Checkpoints;
import dev.slipway.control.port.Outcome;
import dev.slipway.control.port.Targets.Versions;
import dev.slipway.plan.CheckpointSpec;
import dev.slipway.plan.ExecSpec;
import dev.slipway.release.ReleaseId;
import dev.slipway.rollout.Happening.Changed;
import dev.slipway.rollout.Kept;
import java.util.List;
import java.util.Map;

/** Notes configuration by its hashes, and saves data with the team's command. */
record ExecCheckpoints(Place place, Versions versions) implements Checkpoints {
  @Override
  public List<Kept.Setting> configuration() {
    return List.copyOf(Place.each(place.spec.checkpoint().configuration(), this::setting).values());
  }

  private Kept.Setting setting(CheckpointSpec.Setting setting) {
    return switch (setting) {
      case CheckpointSpec.Setting.OfFile file ->
          new Kept.Setting(
              file.name(), Hashed.file(file.name(), place.spec.directory().resolve(file.path())));
      case CheckpointSpec.Setting.Printed printed -> printed(printed);
    };
  }

  /** What it says is nobody's business, not even when it fails: it may be a secret. */
  private Kept.Setting printed(CheckpointSpec.Setting.Printed printed) {
    Program.Ended ended =
        place.program.runForOutput(printed.command().words(), Map.of(), printed.command().limit());
    return switch (ended) {
      case Program.Ended.Exit exit when exit.code() != 0 ->
          throw Hashed.unreadable(printed.name(), "its command ended with " + exit.code());
      case Program.Ended.Exit exit when exit.sha256().isEmpty() ->
          throw Hashed.unreadable(printed.name(), "its command left its output open");
      case Program.Ended.Exit exit -> new Kept.Setting(printed.name(), exit.sha256());
      case Program.Ended.Stopped stopped -> throw Hashed.unreadable(printed.name(), stopped.why());
      case Program.Ended.NotStarted not -> throw Hashed.unreadable(printed.name(), not.why());
    };
  }

  @Override
  public Outcome backup(ReleaseId release, String key) {
    return place
        .spec
        .checkpoint()
        .backup()
        .map(spec -> new Backups(place, versions, spec).take(release, key))
        .orElseGet(() ->
            new Outcome.Failed(
                "no backup is configured here any more; plan the release anew", Changed.NO));
  }

  @Override
  public Outcome restore(ReleaseId release, String location, Part part) {
    return place
        .spec
        .checkpoint()
        .backup()
        .flatMap(backup ->
            backup
                .restore()
                .map(restore ->
                    new Backups(place, versions, backup)
                        .restore(release, location, command(restore, part))))
        .orElseGet(
            () -> new Outcome.Failed("no commands that restore are configured here", Changed.NO));
  }

  private static ExecSpec.Command command(CheckpointSpec.Restore restore, Part part) {
    return switch (part) {
      case STOP_WRITERS -> restore.stopWriters();
      case RESTORE -> restore.run();
      case VERIFY -> restore.verify();
      case START_WRITERS -> restore.startWriters();
    };
  }
}
