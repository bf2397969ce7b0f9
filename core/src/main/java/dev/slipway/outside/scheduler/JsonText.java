package dev.slipway.outside.scheduler;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Data of tasks as JSON. Rows outlive the program that wrote them, and Java's own serialisation
 * would run what a row says.
 */
final class JsonText implements Serializer {
  private final JsonMapper mapper = JsonMapper.builder().build();

  @Override
  public byte[] serialize(Object data) {
    return mapper.writeValueAsBytes(data);
  }

  @Override
  public <T> T deserialize(Class<T> type, byte[] stored) {
    return mapper.readValue(stored, type);
  }
}
