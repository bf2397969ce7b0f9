package dev.slipway.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What faces are told of a command that they offer as a form. */
class ShapeTest {
  private final CommandLineGrammar grammar = new CommandLineGrammar();

  private Shape shape(String path) {
    return grammar.shape(path).orElseThrow();
  }

  @Test
  void listsPlacesThenTheCommandsOwnOptions() {
    assertEquals(
        List.of("release", "item", "evidence", "dry-run"),
        shape("check confirm").parts().stream().map(Shape.Part::name).toList());
    assertEquals(
        List.of(
            Optional.empty(),
            Optional.empty(),
            Optional.of("--evidence"),
            Optional.of("--dry-run")),
        shape("check confirm").parts().stream().map(Shape.Part::option).toList());
  }

  @Test
  void saysWhatAPartTakes() {
    List<Shape.Part> parts = shape("approve").parts();

    assertEquals(
        List.of(Shape.Kind.OFFERED, Shape.Kind.OFFERED, Shape.Kind.TEXT, Shape.Kind.FLAG),
        parts.stream().map(Shape.Part::kind).toList());
  }

  @Test
  void aReleaseMayBeLeftOutAndAServiceMayNot() {
    assertTrue(shape("show").parts().stream().noneMatch(Shape.Part::needed));
    assertTrue(shape("new").parts().getFirst().needed());
  }

  @Test
  void thereIsNoneForWhatIsNoCommand() {
    assertTrue(grammar.shape("rollout").isEmpty());
    assertTrue(grammar.shape("sudo").isEmpty());
  }
}
