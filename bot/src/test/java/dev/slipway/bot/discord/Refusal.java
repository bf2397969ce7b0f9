package dev.slipway.bot.discord;

import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/** How Discord says no: a status, a code of its own, and for wrong fields where they are. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient DataObject body;

  private Refusal(int status, DataObject body) {
    super(body.toString());
    this.status = status;
    this.body = body;
  }

  static Refusal of(int status, int code, String message) {
    return new Refusal(status, DataObject.empty().put("code", code).put("message", message));
  }

  /**
   * @param path "embeds.0.title"
   * @param error "BASE_TYPE_BAD_LENGTH"
   */
  static Refusal form(String path, String error, String message) {
    DataObject errors =
        DataObject.empty()
            .put(
                "_errors",
                DataArray.empty()
                    .add(DataObject.empty().put("code", error).put("message", message)));
    String[] steps = path.split("\\.", -1);
    for (int i = steps.length - 1; i >= 0; i--) {
      errors = DataObject.empty().put(steps[i], errors);
    }
    return new Refusal(
        400,
        DataObject.empty()
            .put("code", 50035)
            .put("message", "Invalid Form Body")
            .put("errors", errors));
  }

  static Refusal unknownMessage() {
    return of(404, 10008, "Unknown Message");
  }

  static Refusal unknownChannel() {
    return of(404, 10003, "Unknown Channel");
  }

  static Refusal missingPermissions() {
    return of(403, 50013, "Missing Permissions");
  }

  int status() {
    return status;
  }

  byte[] json() {
    return body.toJson();
  }
}
