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
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** From a tree of JSON to the record whose components tell what is expected. */
final class RecordReading {
  private final UnaryOperator<String> letters;

  /**
   * @param letters what becomes of every text
   */
  RecordReading(UnaryOperator<String> letters) {
    this.letters = letters;
  }

  Object value(JsonNode found, Type type, String place) throws RecordJson.Unreadable {
    boolean absent = found.isMissingNode() || found.isNull();
    if (type instanceof ParameterizedType generic) {
      Type inner = generic.getActualTypeArguments()[0];
      if (generic.getRawType() == Optional.class) {
        return absent ? Optional.empty() : Optional.of(value(found, inner, place));
      }
      if (generic.getRawType() == Map.class) {
        return absent ? Map.of() : texts(found, place);
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
      throw new RecordJson.Unreadable(place + " is missing");
    }
    if (wanted == View.class) {
      return view(found, place);
    }
    if (wanted.isRecord()) {
      return record(found, wanted, place);
    }
    return scalar(found, wanted, place);
  }

  private Object scalar(JsonNode found, Class<?> wanted, String place)
      throws RecordJson.Unreadable {
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
      throw new RecordJson.Unreadable(place + " is no " + wanted.getSimpleName());
    }
    String text = found.asString();
    try {
      if (wanted == String.class) {
        return letters.apply(text);
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
      throw new RecordJson.Unreadable(place + " is no " + wanted.getSimpleName());
    }
    throw new RecordJson.Unreadable(place + " is no " + wanted.getSimpleName());
  }

  private Object word(Class<?> words, String text) {
    for (Object word : words.getEnumConstants()) {
      if (((Enum<?>) word).name().toLowerCase(Locale.ROOT).equals(text)) {
        return word;
      }
    }
    throw new IllegalArgumentException(text);
  }

  private double number(JsonNode found, String place) throws RecordJson.Unreadable {
    if (!found.isNumber()) {
      throw new RecordJson.Unreadable(place + " is no number");
    }
    return found.asDouble();
  }

  private List<Object> list(JsonNode found, Type inner, String place) throws RecordJson.Unreadable {
    if (!found.isArray()) {
      throw new RecordJson.Unreadable(place + " is no list");
    }
    List<Object> all = new ArrayList<>();
    for (JsonNode entry : found) {
      all.add(value(entry, inner, place + "[" + all.size() + "]"));
    }
    return all;
  }

  /** Texts by names that nobody here chose. */
  private Map<String, String> texts(JsonNode found, String place) throws RecordJson.Unreadable {
    if (!found.isObject()) {
      throw new RecordJson.Unreadable(place + " is no object");
    }
    Map<String, String> all = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : found.properties()) {
      if (!entry.getValue().isString()) {
        throw new RecordJson.Unreadable(place + " has a value that is no text");
      }
      all.put(letters.apply(entry.getKey()), letters.apply(entry.getValue().asString()));
    }
    return all;
  }

  private Object view(JsonNode found, String place) throws RecordJson.Unreadable {
    JsonNode schema = found.path(RecordJson.SCHEMA);
    if (!schema.isString()) {
      throw new RecordJson.Unreadable(place + " names no schema");
    }
    Class<? extends View> type = Schemas.view(schema.asString());
    if (type == null) {
      throw new RecordJson.Unreadable(
          place + " has schema " + schema.asString() + ", which is not known here");
    }
    return record(found, type, place);
  }

  private Object record(JsonNode found, Class<?> type, String place) throws RecordJson.Unreadable {
    if (!found.isObject()) {
      throw new RecordJson.Unreadable(place + " is no object");
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
      throw new RecordJson.Unreadable(place + " cannot be: " + refused.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record can be made: " + type, e);
    }
  }
}
