package dev.slipway.catalog;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * One file's text as a tree of nodes that know their lines. No object is built from it, and its
 * size is bounded.
 */
final class YamlFile {
  private static final int LARGEST = 1 << 20;
  private static final int DEEPEST = 24;

  /** Enough to share limits between environments, too few to unfold into something large. */
  private static final int MOST_ALIASES = 20;

  private YamlFile() {}

  /** The top of the file; empty after a problem, which then stands in the ledger. */
  static Optional<MappingNode> read(Path file, Ledger ledger) {
    return text(file, ledger).flatMap(text -> tree(file, text, ledger));
  }

  private static Optional<String> text(Path file, Ledger ledger) {
    try {
      long size = ledger.texts().size(file);
      if (size > LARGEST) {
        ledger.problem(
            file,
            1,
            "the file has " + size + " bytes, more than 1 MiB",
            "split it and include the parts");
        return Optional.empty();
      }
      byte[] bytes = ledger.texts().bytes(file);
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString());
    } catch (CharacterCodingException e) {
      ledger.problem(file, 1, "the file is not UTF-8 text", "save it as UTF-8");
    } catch (IOException e) {
      ledger.problem(
          file, 1, "the file cannot be read", "check that it is a file and that you may read it");
    }
    return Optional.empty();
  }

  private static Optional<MappingNode> tree(Path file, String text, Ledger ledger) {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(MOST_ALIASES);
    options.setNestingDepthLimit(DEEPEST);
    options.setCodePointLimit(LARGEST);
    options.setAllowRecursiveKeys(false);
    Node top;
    try {
      top = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      String problem = firstLine(e.getProblem());
      ledger.problem(
          file,
          line,
          "not valid YAML here: " + problem,
          problem.contains("tag")
              ? "remove the tag, the word behind !"
              : "check indentation, colons and quotes");
      return Optional.empty();
    } catch (ReaderException e) {
      int line =
          1 + (int) text.codePoints().limit(e.getPosition()).filter(point -> point == '\n').count();
      ledger.problem(
          file,
          line,
          "a character that YAML does not allow",
          "remove it or write it as \\u escape in double quotes");
      return Optional.empty();
    } catch (YAMLException e) {
      ledger.problem(
          file,
          1,
          "not usable YAML: " + firstLine(e.getMessage()),
          "keep it plain: few aliases, shallow nesting");
      return Optional.empty();
    } catch (RuntimeException e) {
      // The parser breaks on some hostile texts; whatever it says about itself helps nobody who
      // reads this.
      ledger.problem(file, 1, "not usable YAML", "compare it with the example configuration");
      return Optional.empty();
    }
    if (top == null) {
      ledger.problem(file, 1, "the file is empty", "start from the example configuration");
      return Optional.empty();
    }
    if (!new Suspicion(file, ledger).accepts(top)) {
      return Optional.empty();
    }
    if (top instanceof MappingNode mapping) {
      return Optional.of(mapping);
    }
    ledger.problem(
        file,
        top.getStartMark().getLine() + 1,
        "the file is not a section of keys",
        "begin with version: 1");
    return Optional.empty();
  }

  private static String firstLine(@Nullable String message) {
    if (message == null) {
      return "unreadable";
    }
    String line = message.lines().findFirst().orElse("unreadable").strip();
    return Words.plain(line);
  }
}
