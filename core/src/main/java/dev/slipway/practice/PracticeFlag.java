package dev.slipway.practice;

import dev.slipway.control.port.Flag;
import dev.slipway.control.port.OutsideFailure;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A flag of the practice fleet. */
record PracticeFlag(FleetLink link, String name) implements Flag {
  @Override
  public int read() {
    JsonNode shown =
        link.get("read flag " + name, "/flags?flag=" + FleetLink.encoded(name)).path("percent");
    if (!shown.isIntegralNumber() || shown.asInt(-1) < 0 || shown.asInt(-1) > 100) {
      throw new OutsideFailure(FleetLink.SYSTEM, "read flag " + name, "it told no percent");
    }
    return shown.asInt();
  }

  @Override
  public void write(int shown) {
    var unused =
        link.call(
            "set flag " + name, "PUT", "/flags", body(name, shown).toString(), FleetLink.SHORT);
  }

  static ObjectNode body(String name, int shown) {
    return FleetLink.object().put("flag", name).put("percent", shown);
  }
}
