package dev.slipway.outside.git;

import dev.slipway.release.ChangeRecord.SqlFile;
import dev.slipway.release.CommitId;
import dev.slipway.release.FileChange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Files that differ between two commits, and the texts of the SQL files among them. */
final class GitDiff {
  private static final long MOST_BYTES = 128_000_000;
  private static final long MOST_SQL_BYTES = 5_000_000;
  private static final long MOST_SQL_ALTOGETHER = 100_000_000;

  /** What git says about one path. {@code blob} is what stands there afterwards. */
  private record Entry(
      char status, String mode, String blob, Optional<String> before, String path) {}

  private final GitProgram git;

  GitDiff(GitProgram git) {
    this.git = git;
  }

  /**
   * Both answers of one reading. A renamed file is listed at its new path, and its old path as
   * deleted with no lines.
   */
  record Files(List<FileChange> changes, List<SqlFile> sqlFiles) {}

  /**
   * @param migrations folder whose files must not be left out, however large
   */
  Files read(Optional<CommitId> from, CommitId to, Optional<String> migrations) throws GitTrouble {
    String base = from.isPresent() ? from.get().value() : emptyTree();
    byte[] output =
        git.run(
                MOST_BYTES,
                "",
                List.of(
                    "diff-tree",
                    "-r",
                    "-z",
                    "--raw",
                    "--numstat",
                    "--no-abbrev",
                    "-M",
                    "-l1000",
                    "--no-ext-diff",
                    "--no-textconv",
                    "--no-relative",
                    "--end-of-options",
                    base,
                    to.value()))
            .output();
    // One char per byte: a path is bytes, and must stay exactly those until all places of it are
    // matched.
    String[] fields = new String(output, StandardCharsets.ISO_8859_1).split("\0", -1);
    List<Entry> entries = new ArrayList<>();
    int at = 0;
    while (at < fields.length && fields[at].startsWith(":")) {
      String[] head = fields[at].substring(1).split(" ", -1);
      if (head.length != 5 || head[4].isEmpty() || at + 1 >= fields.length) {
        throw odd();
      }
      char status = head[4].charAt(0);
      boolean two = status == 'R' || status == 'C';
      Optional<String> before = two ? Optional.of(fields[at + 1]) : Optional.empty();
      entries.add(new Entry(status, head[1], head[3], before, fields[at + (two ? 2 : 1)]));
      at += two ? 3 : 2;
    }
    return new Files(changes(entries, lines(fields, at)), sqlFiles(entries, migrations));
  }

  /** The id of a tree without files, in whatever hash the repository uses. */
  private String emptyTree() throws GitTrouble {
    return GitTags.commitId(
            git.run(1_000, "", List.of("hash-object", "-t", "tree", "--stdin")).line())
        .value();
  }

  private record Lines(int added, int removed) {}

  private static Map<String, Lines> lines(String[] fields, int start) throws GitTrouble {
    Map<String, Lines> lines = new HashMap<>();
    int at = start;
    while (at < fields.length && !fields[at].isEmpty()) {
      String[] parts = fields[at].split("\t", 3);
      if (parts.length != 3) {
        throw odd();
      }
      boolean renamed = parts[2].isEmpty();
      if (renamed && at + 2 >= fields.length) {
        throw odd();
      }
      lines.put(renamed ? fields[at + 2] : parts[2], new Lines(count(parts[0]), count(parts[1])));
      at += renamed ? 3 : 1;
    }
    return lines;
  }

  /** A dash stands for a binary file. */
  private static int count(String number) throws GitTrouble {
    try {
      return number.equals("-") ? 0 : (int) Math.min(Integer.MAX_VALUE, Long.parseLong(number));
    } catch (NumberFormatException notANumber) {
      throw odd();
    }
  }

  private static List<FileChange> changes(List<Entry> entries, Map<String, Lines> lines) {
    List<FileChange> changes = new ArrayList<>();
    for (Entry entry : entries) {
      Lines counted = lines.getOrDefault(entry.path(), new Lines(0, 0));
      changes.add(
          new FileChange(
              path(entry.path()), kind(entry.status()), counted.added(), counted.removed()));
      if (entry.status() == 'R') {
        // Whoever looks at paths must see what left a folder as well as what came into one.
        entry
            .before()
            .ifPresent(
                before -> changes.add(new FileChange(path(before), FileChange.Kind.DELETED, 0, 0)));
      }
    }
    return changes;
  }

  private static FileChange.Kind kind(char status) {
    return switch (status) {
      case 'A', 'C' -> FileChange.Kind.ADDED;
      case 'D' -> FileChange.Kind.DELETED;
      case 'R' -> FileChange.Kind.RENAMED;
      default -> FileChange.Kind.MODIFIED;
    };
  }

  private List<SqlFile> sqlFiles(List<Entry> entries, Optional<String> migrations)
      throws GitTrouble {
    Map<String, String> blobs = new LinkedHashMap<>();
    for (Entry entry : entries) {
      boolean text = entry.status() != 'D' && entry.mode().startsWith("100");
      if (text && entry.path().toLowerCase(Locale.ROOT).endsWith(".sql")) {
        blobs.put(path(entry.path()), entry.blob());
      }
    }
    Map<String, Long> sizes = new GitBlobs(git).sizes(blobs.values());
    Map<String, String> wanted = new LinkedHashMap<>();
    long altogether = 0;
    for (Map.Entry<String, String> blob : blobs.entrySet()) {
      long size = sizes.getOrDefault(blob.getValue(), 0L);
      if (size <= MOST_SQL_BYTES) {
        wanted.put(blob.getKey(), blob.getValue());
        altogether += size;
      } else if (isInside(blob.getKey(), migrations)) {
        throw tooLarge(
            "the migration "
                + blob.getKey()
                + " is larger than "
                + MOST_SQL_BYTES / 1_000_000
                + " MB");
      }
    }
    if (altogether > MOST_SQL_ALTOGETHER) {
      throw tooLarge(
          "its SQL files are larger than " + MOST_SQL_ALTOGETHER / 1_000_000 + " MB altogether");
    }
    Map<String, String> texts = new GitBlobs(git).texts(wanted.values(), MOST_SQL_ALTOGETHER * 2);
    List<SqlFile> files = new ArrayList<>();
    wanted.forEach((path, blob) -> files.add(new SqlFile(path, texts.getOrDefault(blob, ""))));
    return files;
  }

  private GitTrouble tooLarge(String why) {
    return new GitTrouble("the change cannot be judged", why, git.pasted("ls-files -- '*.sql'"));
  }

  private static boolean isInside(String path, Optional<String> folder) {
    return folder.isPresent()
        && path.startsWith(folder.get().replaceFirst("^(\\./|/)", "").replaceFirst("/?$", "/"));
  }

  /** Bytes that are not UTF-8 become replacement characters. */
  private static String path(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static GitTrouble odd() {
    return new GitTrouble(
        "git answered in an unknown form",
        "git diff-tree printed something unexpected",
        "git --version");
  }
}
