package dev.slipway.catalog;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What one reading has come to so far: problems, remarks, and the checked values in a form that can
 * be hashed.
 */
final class Ledger {
  private static final int MOST_PROBLEMS = 200;
  private static final Pattern ELSEWHERE =
      Pattern.compile("(store|server|chat|webhooks|markers|news\\.mail)\\.|include$");
  private final Set<Problem> problems = new LinkedHashSet<>();
  private final Set<Problem> remarks = new LinkedHashSet<>();
  private final List<Path> files = new ArrayList<>();
  private final Texts texts;
  private final TreeMap<String, String> values = new TreeMap<>();

  /** For files of this computer. */
  Ledger() {
    this(Texts.ofDisk());
  }

  Ledger(Texts texts) {
    this.texts = texts;
  }

  Texts texts() {
    return texts;
  }

  void reading(Path file) {
    files.add(file);
  }

  boolean hasRead(Path file) {
    return files.contains(file);
  }

  int filesRead() {
    return files.size();
  }

  void problem(Path file, int line, String what, String fix) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(new Problem(file, line, what, fix));
    }
  }

  void remark(Path file, int line, String what, String fix) {
    remarks.add(new Problem(file, line, what, fix));
  }

  /** Records a checked value, defaults included, so that writing a default out changes no hash. */
  void value(String path, String canonical) {
    values.put(path, canonical);
  }

  /** How many problems there are so far, to see whether a section added some. */
  int count() {
    return problems.size();
  }

  boolean isClean() {
    return problems.isEmpty();
  }

  List<Problem> problems() {
    return sorted(problems);
  }

  List<Problem> remarks() {
    return sorted(remarks);
  }

  private List<Problem> sorted(Set<Problem> some) {
    return some.stream()
        .sorted(
            Comparator.comparingInt((Problem problem) -> Math.max(0, files.indexOf(problem.file())))
                .thenComparingInt(Problem::line))
        .toList();
  }

  /**
   * SHA-256 over one line per value, sorted by path. Where the journal is kept, where a server
   * listens and talks, and how the text is cut into files is left out: none of it changes what a
   * release does.
   */
  String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      values.forEach((path, value) -> {
        if (!ELSEWHERE.matcher(path).lookingAt()) {
          String line = Words.escaped(path) + "=" + Words.escaped(value) + "\n";
          digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
      });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
