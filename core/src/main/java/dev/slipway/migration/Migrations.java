package dev.slipway.migration;

import dev.slipway.release.ChangeRecord.SqlFile;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the migrations among a change's SQL files, judges them, and puts them in the order in which
 * they run.
 */
public final class Migrations {
  /** Folders whose files need their own explicit action, never a migration. */
  private static final Set<String> NOT_MIGRATIONS =
      Set.of(
          "seed",
          "seeds",
          "fixture",
          "fixtures",
          "demo",
          "demo-data",
          "demo_data",
          "testdata",
          "test-data",
          "test_data",
          "sample",
          "samples");

  /** A file that looks like a migration and is none. */
  public record Problem(String path, String why, String fix) {}

  private record Named(SqlFile file, MigrationName name) {}

  private Migrations() {}

  /**
   * The migrations, versioned ones by version (V2 before V10) and then the repeatable ones by
   * description. Two files of one version are both UNSAFE, and so is every repeatable one.
   *
   * @param folder where migrations live, relative to the repository's root; empty: any file with a
   *     migration's name is one
   */
  public static List<Migration> from(List<SqlFile> files, Optional<String> folder) {
    List<Named> named = named(files, folder);
    Map<List<BigInteger>, Integer> times = new HashMap<>();
    named.forEach(one -> {
      if (one.name() instanceof MigrationName.Versioned versioned) {
        times.merge(versioned.parts(), 1, Integer::sum);
      }
    });
    List<Migration> migrations = new ArrayList<>();
    for (Named one : named) {
      switch (one.name()) {
        case MigrationName.Versioned versioned ->
            migrations.add(
                judged(versioned, one.file(), times.getOrDefault(versioned.parts(), 1) > 1));
        case MigrationName.Repeatable repeatable ->
            migrations.add(
                migration(
                    "R__" + repeatable.description().replace(' ', '_'),
                    one.file(),
                    repeatable.description(),
                    Phase.UNSAFE,
                    List.of("runs again whenever it changes")));
        case MigrationName.Bad bad -> {}
        case MigrationName.Aside aside -> {}
        case MigrationName.Other other -> {}
      }
    }
    return List.copyOf(migrations);
  }

  /**
   * Files that look like migrations but would be left out, run unseen, or clash. Ordered by path.
   */
  public static List<Problem> problems(List<SqlFile> files, Optional<String> folder) {
    List<Problem> problems = new ArrayList<>();
    Map<List<BigInteger>, String> seen = new HashMap<>();
    files.stream()
        .filter(file -> isInside(file.path(), folder))
        .sorted(Comparator.comparing(SqlFile::path))
        .forEach(file -> {
          switch (MigrationName.of(fileName(file.path()))) {
            case MigrationName.Bad bad ->
                problems.add(
                    new Problem(
                        file.path(),
                        bad.why(),
                        "name it like V58__what_it_does.sql, or move it out of the folder"));
            case MigrationName.Versioned versioned -> {
              String other = seen.putIfAbsent(versioned.parts(), file.path());
              if (other != null) {
                problems.add(
                    new Problem(
                        file.path(),
                        "has the same version as " + other,
                        "give it a version of its own"));
              }
            }
            case MigrationName.Other other -> {
              if (folder.isPresent()) {
                problems.add(
                    new Problem(
                        file.path(),
                        "is no migration, though it is in their folder",
                        "move it out of the folder"));
              }
            }
            case MigrationName.Repeatable repeatable -> {}
            case MigrationName.Aside aside -> {}
          }
        });
    return List.copyOf(problems);
  }

  /**
   * SHA-256 of the text in hexadecimal; a checkout that changes line ends or adds a byte order mark
   * keeps it.
   */
  public static String checksum(String sql) {
    String text = sql.startsWith("\uFEFF") ? sql.substring(1) : sql;
    String normal = text.replace("\r\n", "\n").replace('\r', '\n');
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(normal.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  private static List<Named> named(List<SqlFile> files, Optional<String> folder) {
    List<Named> named = new ArrayList<>();
    for (SqlFile file : files) {
      MigrationName name = MigrationName.of(fileName(file.path()));
      boolean runs =
          name instanceof MigrationName.Versioned || name instanceof MigrationName.Repeatable;
      if (runs && isInside(file.path(), folder)) {
        named.add(new Named(file, name));
      }
    }
    named.sort(
        Comparator.comparing(Named::name, Migrations::inOrder)
            .thenComparing(one -> one.file().path()));
    return named;
  }

  private static int inOrder(MigrationName one, MigrationName other) {
    if (one instanceof MigrationName.Versioned a && other instanceof MigrationName.Versioned b) {
      for (int i = 0; i < Math.min(a.parts().size(), b.parts().size()); i++) {
        int part = a.parts().get(i).compareTo(b.parts().get(i));
        if (part != 0) {
          return part;
        }
      }
      return Integer.compare(a.parts().size(), b.parts().size());
    }
    if (one instanceof MigrationName.Repeatable a && other instanceof MigrationName.Repeatable b) {
      return a.description().compareTo(b.description());
    }
    return one instanceof MigrationName.Versioned ? -1 : 1;
  }

  private static Migration judged(MigrationName.Versioned name, SqlFile file, boolean twice) {
    PhaseJudge.Judgement judgement = PhaseJudge.judge(file.text());
    List<String> reasons = new ArrayList<>();
    if (twice) {
      reasons.add("another file has the same version");
    }
    reasons.addAll(judgement.reasons());
    return migration(
        name.id(), file, name.description(), twice ? Phase.UNSAFE : judgement.phase(), reasons);
  }

  private static Migration migration(
      String id, SqlFile file, String description, Phase phase, List<String> reasons) {
    return new Migration(
        id, file.path(), description, file.text(), checksum(file.text()), phase, reasons);
  }

  private static boolean isInside(String path, Optional<String> folder) {
    String inside = path;
    if (folder.isPresent()) {
      String root =
          folder.get().replace('\\', '/').replaceFirst("^(\\./|/)", "").replaceFirst("/$", "");
      if (!root.isEmpty() && !root.equals(".")) {
        if (!path.startsWith(root + "/")) {
          return false;
        }
        inside = path.substring(root.length() + 1);
      }
    }
    String[] segments = inside.toLowerCase(Locale.ROOT).split("/", -1);
    for (int i = 0; i < segments.length - 1; i++) {
      boolean test = segments[i].equals("src") && segments[i + 1].equals("test");
      if (test || NOT_MIGRATIONS.contains(segments[i])) {
        return false;
      }
    }
    return true;
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
