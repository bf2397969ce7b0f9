package dev.slipway.command.remote;

import dev.slipway.view.View;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records as JSON and back, without losing anything: the shape of {@code --json}, with moments as
 * exact as they are. A number that is none, and what is absent, is null. Fields that are not known
 * are left out, so that a newer server may say more.
 */
public final class RecordJson {
  private static final int DEEPEST = 60;
  private static final int LONGEST_TEXT = 2_000_000;
  private static final int REPLACEMENT = 0xFFFD;
  static final String SCHEMA = "schema";
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(LONGEST_TEXT)
                          .build())
                  .build())
          .build();

  /** A text that is not what was expected; its message names the place. */
  public static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  private RecordJson() {}

  public static String write(Record value) {
    return MAPPER.writeValueAsString(plain(value));
  }

  /**
   * @throws Unreadable when it is no JSON, or not such a record's
   */
  public static <T extends Record> T read(String text, Class<T> type) throws Unreadable {
    return type.cast(new RecordReading(letters -> letters).value(tree(text), type, ""));
  }

  /**
   * The same for a terminal that does not trust whoever sent it: what is no letter to be seen, such
   * as the beginning of an escape sequence, becomes U+FFFD.
   *
   * @throws Unreadable when it is no JSON, or not such a record's
   */
  public static <T extends Record> T readPlain(String text, Class<T> type) throws Unreadable {
    return type.cast(new RecordReading(RecordJson::visible).value(tree(text), type, ""));
  }

  private static JsonNode tree(String text) throws Unreadable {
    try {
      return MAPPER.readTree(text);
    } catch (RuntimeException broken) {
      throw new Unreadable("it is no JSON");
    }
  }

  private static String visible(String text) {
    StringBuilder seen = new StringBuilder(text.length());
    text.codePoints()
        .map(letter ->
            Character.isISOControl(letter) || Character.getType(letter) == Character.FORMAT
                ? REPLACEMENT
                : letter)
        .forEach(seen::appendCodePoint);
    return seen.toString();
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Optional<?> some -> some.isPresent() ? plain(some.get()) : null;
      case OptionalDouble some -> some.isPresent() ? plain(some.getAsDouble()) : null;
      case Double number -> Double.isNaN(number) ? null : number;
      case Instant moment -> moment.toString();
      case Duration duration -> duration.toString();
      case Enum<?> word -> word.name().toLowerCase(Locale.ROOT);
      case List<?> list -> {
        List<@Nullable Object> all = new ArrayList<>();
        list.forEach(entry -> all.add(plain(entry)));
        yield all;
      }
      case Record record -> object(record);
      default -> value;
    };
  }

  private static Map<String, @Nullable Object> object(Record values) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    if (values instanceof View view) {
      fields.put(SCHEMA, view.schema());
    }
    for (RecordComponent component : values.getClass().getRecordComponents()) {
      try {
        fields.put(component.getName(), plain(component.getAccessor().invoke(values)));
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException("a record's fields can be read: " + component, e);
      }
    }
    return fields;
  }
}
