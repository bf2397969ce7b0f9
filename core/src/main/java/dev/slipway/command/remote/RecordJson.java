package dev.slipway.command.remote;

import dev.slipway.view.View;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
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
  private static final String SCHEMA = "schema";
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
    JsonNode node;
    try {
      node = MAPPER.readTree(text);
    } catch (RuntimeException broken) {
      throw new Unreadable("it is no JSON");
    }
    return type.cast(value(node, type, ""));
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

  private static Object value(JsonNode found, Type type, String place) throws Unreadable {
    boolean absent = found.isMissingNode() || found.isNull();
    if (type instanceof ParameterizedType generic) {
      Type inner = generic.getActualTypeArguments()[0];
      if (generic.getRawType() == Optional.class) {
        return absent ? Optional.empty() : Optional.of(value(found, inner, place));
      }
      return absent ? List.of() : list(found, inner, place);
    }
    Class<?> wanted = (Class<?>) type;
    if (wanted == OptionalDouble.class) {
      return absent ? OptionalDouble.empty() : OptionalDouble.of(number(found, place));
    }
    if (wanted == double.class || wanted == Double.class) {
      return absent ? Double.NaN : number(found, place);
    }
    if (absent) {
      throw new Unreadable(place + " is missing");
    }
    if (wanted == View.class) {
      return view(found, place);
    }
    if (wanted.isRecord()) {
      return record(found, wanted, place);
    }
    return scalar(found, wanted, place);
  }

  private static Object scalar(JsonNode found, Class<?> wanted, String place) throws Unreadable {
    if (wanted == boolean.class && found.isBoolean()) {
      return found.asBoolean();
    }
    if (wanted == int.class && found.canConvertToInt() && found.isIntegralNumber()) {
      return found.asInt();
    }
    if ((wanted == long.class || wanted == Long.class) && found.isIntegralNumber()) {
      return found.asLong();
    }
    if (!found.isString()) {
      throw new Unreadable(place + " is no " + wanted.getSimpleName());
    }
    String text = found.asString();
    try {
      if (wanted == String.class) {
        return text;
      }
      if (wanted == Instant.class) {
        return Instant.parse(text);
      }
      if (wanted == Duration.class) {
        return Duration.parse(text);
      }
      if (wanted.isEnum()) {
        return word(wanted, text);
      }
    } catch (RuntimeException broken) {
      throw new Unreadable(place + " is no " + wanted.getSimpleName());
    }
    throw new Unreadable(place + " is no " + wanted.getSimpleName());
  }

  private static Object word(Class<?> words, String text) {
    for (Object word : words.getEnumConstants()) {
      if (((Enum<?>) word).name().toLowerCase(Locale.ROOT).equals(text)) {
        return word;
      }
    }
    throw new IllegalArgumentException(text);
  }

  private static double number(JsonNode found, String place) throws Unreadable {
    if (!found.isNumber()) {
      throw new Unreadable(place + " is no number");
    }
    return found.asDouble();
  }

  private static List<Object> list(JsonNode found, Type inner, String place) throws Unreadable {
    if (!found.isArray()) {
      throw new Unreadable(place + " is no list");
    }
    List<Object> all = new ArrayList<>();
    for (JsonNode entry : found) {
      all.add(value(entry, inner, place + "[" + all.size() + "]"));
    }
    return all;
  }

  private static Object view(JsonNode found, String place) throws Unreadable {
    JsonNode schema = found.path(SCHEMA);
    if (!schema.isString()) {
      throw new Unreadable(place + " names no schema");
    }
    Class<? extends View> type = Schemas.view(schema.asString());
    if (type == null) {
      throw new Unreadable(
          place + " has schema " + schema.asString() + ", which is not known here");
    }
    return record(found, type, place);
  }

  private static Object record(JsonNode found, Class<?> type, String place) throws Unreadable {
    if (!found.isObject()) {
      throw new Unreadable(place + " is no object");
    }
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] =
          value(
              found.path(components[i].getName()),
              components[i].getGenericType(),
              place + "/" + components[i].getName());
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException refused) {
      throw new Unreadable(place + " cannot be: " + refused.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record can be made: " + type, e);
    }
  }
}
