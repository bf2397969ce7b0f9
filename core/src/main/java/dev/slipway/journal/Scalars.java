package dev.slipway.journal;

import dev.slipway.health.Signal;
import dev.slipway.plan.PlanHash;
import dev.slipway.release.ArtifactDigest;
import dev.slipway.release.CommitId;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import dev.slipway.release.Version;
import dev.slipway.release.Weight;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** How ids and units are written: as one bare value, and the same way where they are keys. */
final class Scalars {
  /** Between a share of traffic and what a flag shows of it: {@code "100, shown to 10"}. */
  private static final String FLAG = ", shown to ";

  /** Only of several flags: how many are wholly on before the one that is turned. */
  private static final String AFTER = ", after ";

  private static final Pattern HELD =
      Pattern.compile("([0-9]{1,3})" + FLAG + "([0-9]{1,3})(?:" + AFTER + "([0-9]{1,3}))?");

  private Scalars() {}

  static JacksonModule module() {
    SimpleModule module = new SimpleModule("slipway-scalars");
    text(module, Version.class, Version::label, Version::new);
    text(module, ServiceName.class, ServiceName::value, ServiceName::new);
    text(module, EnvironmentName.class, EnvironmentName::value, EnvironmentName::new);
    text(module, ArtifactDigest.class, ArtifactDigest::value, ArtifactDigest::new);
    text(module, CommitId.class, CommitId::value, CommitId::new);
    text(module, PlanHash.class, PlanHash::value, PlanHash::new);
    text(module, Signal.class, Signal::key, Signal::new);
    text(module, ReleaseId.class, ReleaseId::toString, Scalars::releaseId);
    module.addSerializer(Weight.class, new WeightWriter());
    module.addDeserializer(Weight.class, new WeightReader());
    return module;
  }

  private static ReleaseId releaseId(String text) {
    return ReleaseId.parse(text)
        .orElseThrow(
            () -> new IllegalArgumentException("a release reads shop/42: \"" + text + "\""));
  }

  private static <T> void text(
      SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
    module.addSerializer(type, new TextWriter<>(type, write, false));
    module.addKeySerializer(type, new TextWriter<>(type, write, true));
    module.addDeserializer(type, new TextReader<>(type, read));
    module.addKeyDeserializer(
        type,
        new KeyDeserializer() {
          @Override
          public Object deserializeKey(String key, DeserializationContext context) {
            return read.apply(key);
          }
        });
  }

  private static final class TextWriter<T> extends StdSerializer<T> {
    private final Function<T, String> write;
    private final boolean key;

    TextWriter(Class<T> type, Function<T, String> write, boolean key) {
      super(type);
      this.write = write;
      this.key = key;
    }

    @Override
    public void serialize(T value, JsonGenerator generator, SerializationContext context) {
      if (key) {
        generator.writeName(write.apply(value));
      } else {
        generator.writeString(write.apply(value));
      }
    }
  }

  private static final class TextReader<T> extends StdDeserializer<T> {
    private final Function<String, T> read;

    TextReader(Class<T> type, Function<String, T> read) {
      super(type);
      this.read = read;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
      if (!parser.hasToken(JsonToken.VALUE_STRING)) {
        return context.reportInputMismatch(this, "a text is expected");
      }
      return read.apply(parser.getString());
    }
  }

  private static final class WeightWriter extends StdSerializer<Weight> {
    WeightWriter() {
      super(Weight.class);
    }

    @Override
    public void serialize(Weight value, JsonGenerator generator, SerializationContext context) {
      if (value.isHeldByFlag()) {
        String after = value.on() == 0 ? "" : AFTER + value.on();
        generator.writeString(value.percent() + FLAG + value.shown() + after);
      } else {
        generator.writeNumber(value.percent());
      }
    }
  }

  private static final class WeightReader extends StdDeserializer<Weight> {
    WeightReader() {
      super(Weight.class);
    }

    @Override
    public Weight deserialize(JsonParser parser, DeserializationContext context) {
      if (parser.hasToken(JsonToken.VALUE_STRING)) {
        Matcher held = HELD.matcher(parser.getString());
        return held.matches()
            ? new Weight(
                Integer.parseInt(held.group(1)),
                Integer.parseInt(held.group(2)),
                held.group(3) == null ? 0 : Integer.parseInt(held.group(3)))
            : context.reportInputMismatch(this, "a share with its flag is expected");
      }
      if (!parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
        return context.reportInputMismatch(this, "a whole number of percent is expected");
      }
      return new Weight(parser.getIntValue());
    }
  }
}
