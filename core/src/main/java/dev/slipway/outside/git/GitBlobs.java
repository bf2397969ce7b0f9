package dev.slipway.outside.git;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Contents of files by their object name, many in one run of git. */
final class GitBlobs {
  private final GitProgram git;

  GitBlobs(GitProgram git) {
    this.git = git;
  }

  /** Sizes in bytes. */
  Map<String, Long> sizes(Collection<String> blobs) throws GitTrouble {
    Map<String, Long> sizes = new HashMap<>();
    if (!blobs.isEmpty()) {
      String output =
          git.run(64_000_000, asked(blobs), List.of("cat-file", "--batch-check")).text();
      for (String line : output.lines().toList()) {
        String[] parts = line.split(" ", -1);
        sizes.put(parts[0], size(parts));
      }
    }
    return sizes;
  }

  /** Texts; bytes that are not UTF-8 become replacement characters. */
  Map<String, String> texts(Collection<String> blobs, long mostBytes) throws GitTrouble {
    Map<String, String> texts = new HashMap<>();
    if (blobs.isEmpty()) {
      return texts;
    }
    byte[] output = git.run(mostBytes, asked(blobs), List.of("cat-file", "--batch")).output();
    int at = 0;
    while (at < output.length) {
      int end = at;
      while (end < output.length && output[end] != '\n') {
        end++;
      }
      String[] parts = new String(output, at, end - at, StandardCharsets.UTF_8).split(" ", -1);
      long size = size(parts);
      if (end + 1 + size > output.length) {
        throw incomplete();
      }
      texts.put(parts[0], new String(output, end + 1, (int) size, StandardCharsets.UTF_8));
      // After the content stands one more line end.
      at = end + 1 + (int) size + 1;
    }
    return texts;
  }

  private static String asked(Collection<String> blobs) {
    return String.join("\n", new LinkedHashSet<>(blobs)) + "\n";
  }

  private long size(String[] header) throws GitTrouble {
    try {
      if (header.length == 3 && header[1].equals("blob")) {
        return Long.parseLong(header[2]);
      }
    } catch (NumberFormatException notANumber) {
      throw incomplete();
    }
    throw incomplete();
  }

  private GitTrouble incomplete() {
    return new GitTrouble(
        "the repository is incomplete",
        "git does not have the text of a SQL file of the change",
        git.pasted("fetch --refetch"));
  }
}
