package dev.slipway.shell.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is copied as Markdown, read by somebody else's parser. */
class MarkdownTest {
  private static final Canvas CANVAS =
      new Canvas(0, Palette.PLAIN, Canvas.Form.MARKDOWN, ZoneOffset.UTC);

  /** Tables with their cells as they are read, and what must not be there. */
  private static final class Reader extends AbstractVisitor {
    private final List<List<List<String>>> tables = new ArrayList<>();
    private final List<String> foreign = new ArrayList<>();
    private final List<String> blocks = new ArrayList<>();
    private StringBuilder cell = new StringBuilder();

    static Reader of(List<String> lines) {
      Reader reader = new Reader();
      Parser.builder()
          .extensions(List.of(TablesExtension.create()))
          .build()
          .parse(String.join("\n", lines))
          .accept(reader);
      return reader;
    }

    @Override
    public void visit(CustomBlock block) {
      if (block instanceof TableBlock) {
        tables.add(new ArrayList<>());
      }
      visitChildren(block);
    }

    @Override
    public void visit(CustomNode node) {
      if (node instanceof TableRow) {
        tables.getLast().add(new ArrayList<>());
      }
      cell = new StringBuilder();
      visitChildren(node);
      if (node instanceof TableCell) {
        tables.getLast().getLast().add(cell.toString());
      }
    }

    @Override
    public void visit(Text text) {
      cell.append(text.getLiteral());
    }

    @Override
    public void visit(Code code) {
      cell.append(code.getLiteral());
    }

    @Override
    public void visit(FencedCodeBlock block) {
      blocks.add(block.getLiteral());
    }

    @Override
    public void visit(HtmlInline html) {
      foreign.add(html.getLiteral());
    }

    @Override
    public void visit(HtmlBlock html) {
      foreign.add(html.getLiteral());
    }

    @Override
    public void visit(Link link) {
      foreign.add(link.getDestination());
    }

    @Override
    public void visit(Image image) {
      foreign.add(image.getDestination());
    }
  }

  @TestFactory
  Stream<DynamicTest> everyTableOfEverySituationIsReadAsOne() {
    return Situations.all().entrySet().stream()
        .map(situation ->
            DynamicTest.dynamicTest(
                situation.getKey(),
                () -> {
                  List<String> lines = Renderer.render(situation.getValue(), CANVAS);
                  Reader read = Reader.of(lines);
                  long heads =
                      lines.stream().filter(line -> line.matches("\\|( -+:? \\|)+")).count();
                  long rows = lines.stream().filter(line -> line.startsWith("| ")).count();
                  assertEquals(heads, read.tables.size());
                  assertEquals(rows - heads, read.tables.stream().mapToInt(List::size).sum());
                  for (List<List<String>> table : read.tables) {
                    table.forEach(
                        row -> assertEquals(table.getFirst().size(), row.size(), row.toString()));
                  }
                  assertEquals(List.of(), read.foreign);
                }));
  }

  @Test
  void hostileCellsAreReadAsTheyWereWritten() {
    List<String> cells =
        List.of(
            "a | b",
            "\\| c",
            "<script>alert(1)</script>",
            "[x](http://evil)",
            "![y](z) **bold** `code`",
            "&lt; ~~gone~~ # 1");
    List<Part.Column> columns = cells.stream().map(cell -> Part.Column.of("C")).toList();
    Part.Row plain =
        new Part.Row(
            cells.stream().map(dev.slipway.shell.render.Text::of).toList(), Optional.empty());
    Part.Row commands =
        new Part.Row(
            Stream.generate(
                    () -> dev.slipway.shell.render.Text.of("list | grep \\ x", Tone.COMMAND))
                .limit(cells.size())
                .toList(),
            Optional.of(dev.slipway.shell.render.Text.of("how to mend it")));
    List<String> lines =
        Renderer.lines(new Page().grid(columns, List.of(plain, commands), true, 0).parts(), CANVAS);
    Reader read = Reader.of(lines);
    assertEquals(cells, read.tables.getFirst().get(1));
    assertEquals("list | grep \\ x", read.tables.getFirst().get(2).getFirst());
    assertEquals(3, read.tables.getFirst().size());
    assertEquals(List.of(), read.foreign);
    assertTrue(lines.contains("how to mend it"), lines.toString());
  }

  @Test
  void noLineEndsABlockOfLinesForAProgram() {
    List<String> script = List.of("first", "````", "| no | table |", "last");
    List<String> lines = Renderer.lines(new Page().verbatim(script).parts(), CANVAS);
    assertEquals(List.of(String.join("\n", script) + "\n"), Reader.of(lines).blocks);
    assertFalse(lines.getFirst().isEmpty());
  }
}
