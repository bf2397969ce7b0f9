package dev.slipway.practice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How faults travel between Slipway and the fleet: {@code
 * {"errors":30,"latency":800,"tail":{"percent":5,"millis":2000},
 * "orders-drop":true,"down":1,"unready":true}}, each member only where that fault is meant; times
 * in milliseconds.
 */
public final class FaultShape {
  private FaultShape() {}

  /**
   * @throws IllegalArgumentException when a member has another shape or is out of bounds
   */
  public static List<Fault> read(JsonNode object) {
    List<Fault> faults = new ArrayList<>();
    if (object.has("errors")) {
      faults.add(new Fault.Errors(whole(object, "errors")));
    }
    if (object.has("latency")) {
      faults.add(new Fault.Latency(Duration.ofMillis(whole(object, "latency"))));
    }
    if (object.has("tail")) {
      JsonNode tail = object.get("tail");
      faults.add(new Fault.Tail(whole(tail, "percent"), Duration.ofMillis(whole(tail, "millis"))));
    }
    if (object.path("orders-drop").asBoolean(false)) {
      faults.add(new Fault.OrdersDrop());
    }
    if (object.has("down")) {
      faults.add(new Fault.Down(whole(object, "down")));
    }
    if (object.path("unready").asBoolean(false)) {
      faults.add(new Fault.Unready());
    }
    return List.copyOf(faults);
  }

  public static void write(List<Fault> faults, ObjectNode object) {
    for (Fault fault : faults) {
      switch (fault) {
        case Fault.Errors errors -> object.put("errors", errors.percent());
        case Fault.Latency latency -> object.put("latency", latency.added().toMillis());
        case Fault.Tail tail ->
            object
                .putObject("tail")
                .put("percent", tail.percent())
                .put("millis", tail.duration().toMillis());
        case Fault.OrdersDrop drop -> object.put("orders-drop", true);
        case Fault.Down down -> object.put("down", down.count());
        case Fault.Unready unready -> object.put("unready", true);
      }
    }
  }

  private static int whole(JsonNode object, String name) {
    JsonNode value = object.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw new IllegalArgumentException("\"" + name + "\" is not a whole number");
    }
    return value.intValue();
  }
}
