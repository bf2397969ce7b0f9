package dev.slipway.shell.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.slipway.command.Format;
import dev.slipway.command.remote.LineAnswer;
import dev.slipway.command.remote.RecordJson;
import dev.slipway.view.View;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whatever a page can be drawn from arrives from a server as it was. */
class SituationsOverTheNetworkTest {
  @TestFactory
  Stream<DynamicTest> everySituationArrivesAsItWas() {
    return Situations.all().entrySet().stream()
        .map(situation ->
            DynamicTest.dynamicTest(
                situation.getKey(),
                () -> {
                  LineAnswer sent =
                      new LineAnswer(
                          0,
                          Format.DEFAULT,
                          Optional.of(situation.getValue()),
                          Optional.empty(),
                          Optional.empty(),
                          Optional.empty());
                  assertEquals(sent, RecordJson.read(RecordJson.write(sent), LineAnswer.class));
                }));
  }

  @Test
  void noKindOfViewIsLeftOut() {
    Set<Class<?>> seen =
        Situations.all().values().stream().map(Object::getClass).collect(Collectors.toSet());
    // Prepared for files and clipboards: what they hold is tested where it is made.
    assertTrue(
        Stream.of(View.class.getPermittedSubclasses())
            .filter(type -> !seen.contains(type))
            .map(Class::getSimpleName)
            .allMatch(Set.of("ScriptView")::contains),
        () ->
            Stream.of(View.class.getPermittedSubclasses())
                .filter(t -> !seen.contains(t))
                .toList()
                .toString());
  }
}
