package dev.slipway.catalog;

import dev.slipway.plan.CheckpointSpec;
import dev.slipway.plan.CheckpointSpec.Backup;
import dev.slipway.plan.CheckpointSpec.Restore;
import dev.slipway.plan.CheckpointSpec.Setting;
import dev.slipway.plan.ExecSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what is put aside before the first change. */
final class CheckpointReading {
  private static final Set<String> RELEASE = Set.of("release", "version", "from");
  private static final Set<String> LOCATED = Set.of("release", "version", "from", "location");

  /** Something that is no file of this computer: s3://bucket/key. */
  private static final Pattern ELSEWHERE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");

  private final Path directory;
  private final CommandReading commands;

  private CheckpointReading(Path directory, CommandReading commands) {
    this.directory = directory;
    this.commands = commands;
  }

  static CheckpointSpec read(Section target, Path directory, CommandReading commands) {
    if (!target.has("checkpoint")) {
      return CheckpointSpec.NONE;
    }
    return new CheckpointReading(directory, commands).read(target.section("checkpoint"));
  }

  private CheckpointSpec read(Section section) {
    Set<String> names = new HashSet<>();
    List<Setting> settings = new ArrayList<>();
    for (Section one : section.sections("configuration")) {
      setting(one).filter(setting -> isNew(one, setting, names)).ifPresent(settings::add);
    }
    return new CheckpointSpec(
        settings,
        section.has("backup") ? Optional.of(backup(section.section("backup"))) : Optional.empty());
  }

  private static boolean isNew(Section section, Setting setting, Set<String> names) {
    boolean fresh = names.add(setting.name());
    if (!fresh) {
      section.problem(
          section.line(),
          Words.path(section.path) + ": " + Words.quoted(setting.name()) + " stands here twice",
          "keep one of the two, or name it otherwise");
    }
    return fresh;
  }

  private Optional<Setting> setting(Section section) {
    if (section.has("file") == section.has("run")) {
      section.problem(
          section.line(),
          Words.path(section.path) + " needs file or run, and not both",
          "write { file: config/shop.env }");
      return Optional.empty();
    }
    if (section.has("file")) {
      for (String key : List.of("name", "time-limit")) {
        if (section.has(key)) {
          section.problem(key, "belongs to run; a file is told by its path", "remove it");
        }
      }
      String path = section.text("file");
      remarkOnAbsent(section, path);
      return Optional.of(new Setting.OfFile(path));
    }
    ExecSpec.Command command = commands.command(section, Set.of());
    String name = section.has("name") ? section.text("name") : command.words().getFirst();
    return Optional.of(new Setting.Printed(name, command));
  }

  /** It is noted as absent, and its appearance told; most often it is only misspelt. */
  private void remarkOnAbsent(Section section, String path) {
    if (path.indexOf('\0') < 0 && !Files.exists(directory.resolve(path))) {
      section.remark(
          section.line("file"),
          section.at("file") + ": there is no file " + Words.quoted(path),
          "write its path as seen from " + Words.plain(directory.toString()));
    }
  }

  private Backup backup(Section section) {
    Optional<String> location =
        section.has("location")
            ? Optional.of(commands.template(section, "location", RELEASE))
            : Optional.empty();
    ExecSpec.Command run = commands.command(section, RELEASE);
    Optional<ExecSpec.Command> verify =
        section.has("verify")
            ? Optional.of(
                new ExecSpec.Command(commands.words(section, "verify", LOCATED), run.limit()))
            : Optional.empty();
    if (verify.isEmpty() && location.filter(at -> ELSEWHERE.matcher(at).matches()).isPresent()) {
      section.problem(
          "location",
          "is no file, so nobody could say that the backup is whole",
          "add verify: [\"./verify-backup.sh\", \"{location}\"]");
    }
    List<String> byHand = PeopleReading.texts(section.texts("restore-by-hand"));
    Optional<Restore> restore =
        section.has("restore")
            ? Optional.of(restore(section.section("restore")))
            : Optional.empty();
    if (byHand.isEmpty() && restore.isEmpty()) {
      section.problem(
          section.line(),
          Words.path(section.path) + " says nowhere how it is restored",
          "add restore-by-hand: [\"what to do\", \"pg_restore --clean --dbname shop {location}\"]");
    }
    return new Backup(
        section.choice("when").equals("always"), run, location, verify, byHand, restore);
  }

  private Restore restore(Section section) {
    Duration limit = section.duration("time-limit");
    return new Restore(
        restoring(section, "stop-writers", limit),
        restoring(section, "run", limit),
        restoring(section, "verify", limit),
        restoring(section, "start-writers", limit));
  }

  private ExecSpec.Command restoring(Section section, String key, Duration limit) {
    return new ExecSpec.Command(commands.words(section, key, LOCATED), limit);
  }
}
