package dev.slipway.journal;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.slipway.gate.GateRecord;
import dev.slipway.health.Judgement;
import dev.slipway.plan.Stage;
import dev.slipway.plan.Step;
import dev.slipway.rollout.Effect;
import dev.slipway.rollout.Happening;
import dev.slipway.rollout.Kept;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/**
 * Facts as canonical JSON and back.
 *
 * <p>Canonical: keys sorted, no white space, instants and durations in ISO 8601, what is absent
 * left out, ids and units as bare scalars ({@code "shop/42"}, {@code 25}), a variant of a sealed
 * type with its simple name under {@code "type"}. Reading is strict: a key that is missing or not
 * known is an error, never a default.
 */
public final class Codec {
  /** The format version that this program writes, for every kind. */
  public static final int SHAPE = 1;

  /** The sealed types inside facts. A fact itself needs no "type": its entry's kind says it. */
  static final List<Class<?>> SEALED =
      List.of(Happening.class, GateRecord.class, Effect.class, Step.class, Stage.class, Kept.class);

  private static final Map<String, Class<? extends Fact>> KINDS = kindsByName();
  private static final JsonMapper MAPPER = mapper();

  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
  private interface NamedByType {}

  /**
   * A fact as it is stored.
   *
   * @param kind for what happened the happening's name, for a gate record the record's, else the
   *     fact's own
   */
  public record Encoded(String kind, int shape, String body) {}

  /** An entry that this program cannot read. Its message names stream, version and what to do. */
  public static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String what;

    Unreadable(Entry entry, String what) {
      this(entry, what, null);
    }

    Unreadable(Entry entry, String what, @Nullable Throwable cause) {
      super(entry.stream() + ", entry " + entry.version() + ": " + what, cause);
      this.what = what;
    }

    /** The message without stream and version. */
    public String what() {
      return what;
    }
  }

  private Codec() {}

  /**
   * @throws IllegalArgumentException when a number is not finite
   */
  public static Encoded encode(Fact fact) {
    return new Encoded(kind(fact), SHAPE, write(fact));
  }

  /**
   * @throws Unreadable when a newer Slipway wrote it, or when its body is damaged
   */
  public static Fact decode(Entry entry) {
    Class<? extends Fact> variant = KINDS.get(entry.kind());
    if (variant == null) {
      throw new Unreadable(
          entry,
          "kind \"" + entry.kind() + "\" was written by a newer Slipway; read it with that one");
    }
    if (entry.shape() != SHAPE) {
      throw new Unreadable(
          entry,
          "shape "
              + entry.shape()
              + " of \""
              + entry.kind()
              + "\" was written by a newer Slipway; read it with that one");
    }
    Fact fact;
    try {
      fact = read(entry.body(), variant);
    } catch (RuntimeException e) {
      throw new Unreadable(
          entry,
          "the body of \""
              + entry.kind()
              + "\" cannot be read: it is damaged or was written by a newer Slipway",
          e);
    }
    if (!kind(fact).equals(entry.kind())) {
      throw new Unreadable(
          entry, "is damaged: it says \"" + entry.kind() + "\" and holds \"" + kind(fact) + "\"");
    }
    return fact;
  }

  /** Reads an entry only to see whether it can be read. */
  static void check(Entry entry) {
    var unused = decode(entry);
  }

  public static String encode(Judgement judgement) {
    return write(judgement);
  }

  /**
   * @throws IllegalArgumentException when the text is no judgement
   */
  public static Judgement judgement(String text) {
    try {
      return read(text, Judgement.class);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("a stored judgement cannot be read", e);
    }
  }

  /** Every kind that entries may have. */
  public static Set<String> kinds() {
    return Set.copyOf(KINDS.keySet());
  }

  static String kind(Fact fact) {
    return switch (fact) {
      case Fact.Happened happened -> happened.happening().getClass().getSimpleName();
      case Fact.Gated gated -> gated.record().getClass().getSimpleName();
      case Fact.Opened opened -> "Opened";
      case Fact.Adopted adopted -> "Adopted";
      case Fact.Affected affected -> "Affected";
      case Fact.StepIntended intended -> "StepIntended";
      case Fact.TrafficIntended intended -> "TrafficIntended";
      case Fact.DocumentsWritten written -> "DocumentsWritten";
      case Fact.TrafficFound found -> "TrafficFound";
      case Fact.FlagFound found -> "FlagFound";
      case Fact.ToldElsewhere moved -> "ToldElsewhere";
      case Fact.Concluded concluded -> "Concluded";
      case Fact.Announced announced -> "Announced";
      case Fact.Paged paged -> "Paged";
      case Fact.CatalogueActivated activated -> "CatalogueActivated";
      case Fact.TokenCreated created -> "TokenCreated";
      case Fact.TokenRevoked revoked -> "TokenRevoked";
      case Fact.Sealed sealed -> "Sealed";
    };
  }

  private static Map<String, Class<? extends Fact>> kindsByName() {
    Map<String, Class<? extends Fact>> kinds = new HashMap<>();
    for (Class<?> variant : Fact.class.getPermittedSubclasses()) {
      kinds.put(variant.getSimpleName(), variant.asSubclass(Fact.class));
    }
    kinds.remove(Fact.Happened.class.getSimpleName());
    kinds.remove(Fact.Gated.class.getSimpleName());
    for (Class<?> happening : variants(Happening.class)) {
      kinds.put(happening.getSimpleName(), Fact.Happened.class);
    }
    for (Class<?> gateRecord : GateRecord.class.getPermittedSubclasses()) {
      kinds.put(gateRecord.getSimpleName(), Fact.Gated.class);
    }
    return Map.copyOf(kinds);
  }

  /** The records of a sealed interface, those of its groups included. */
  static List<Class<?>> variants(Class<?> sealed) {
    List<Class<?>> variants = new ArrayList<>();
    for (Class<?> one : sealed.getPermittedSubclasses()) {
      if (one.isSealed()) {
        variants.addAll(variants(one));
      } else {
        variants.add(one);
      }
    }
    return variants;
  }

  private static JsonMapper mapper() {
    JsonMapper.Builder builder =
        JsonMapper.builder()
            .addModule(Scalars.module())
            // A record is its components: what else it can be asked (isOpen, isBroken) is not part
            // of it.
            .changeDefaultVisibility(Strictness::componentsOnly)
            .changeDefaultPropertyInclusion(Strictness::leaveOutWhatIsAbsent)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, Strictness::textFromTextOnly)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS);
    SEALED.forEach(type -> builder.addMixIn(type, NamedByType.class));
    return builder.build();
  }

  private static String write(Object value) {
    return storable(MAPPER.writeValueAsString(canonical(MAPPER.valueToTree(value))));
  }

  private static <T> T read(String text, Class<T> type) {
    T value = MAPPER.readValue(text, type);
    if (value == null) {
      throw new IllegalArgumentException("null is no " + type.getSimpleName());
    }
    return value;
  }

  private static JsonNode canonical(JsonNode node) {
    if (node instanceof ObjectNode object) {
      TreeMap<String, JsonNode> sorted = new TreeMap<>();
      object
          .properties()
          .forEach(property -> sorted.put(property.getKey(), canonical(property.getValue())));
      ObjectNode result = MAPPER.createObjectNode();
      sorted.forEach(result::set);
      return result;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode result = MAPPER.createArrayNode();
      array.forEach(element -> result.add(canonical(element)));
      return result;
    }
    if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
      throw new IllegalArgumentException(
          "the journal holds finite numbers only, not " + node.doubleValue());
    }
    return node;
  }

  /**
   * Half a surrogate pair has no UTF-8 form: a database would change it and break the hash, an
   * escape survives.
   */
  private static String storable(String json) {
    for (int i = 0; i < json.length(); i++) {
      if (Character.isSurrogate(json.charAt(i))) {
        return escapeLoneSurrogates(json);
      }
    }
    return json;
  }

  private static String escapeLoneSurrogates(String json) {
    StringBuilder result = new StringBuilder(json.length() + 16);
    json.codePoints()
        .forEach(point -> {
          if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
            result.append("\\u").append(Integer.toHexString(point));
          } else {
            result.appendCodePoint(point);
          }
        });
    return result.toString();
  }
}
