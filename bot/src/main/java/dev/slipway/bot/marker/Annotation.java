package dev.slipway.bot.marker;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.slipway.notice.Marker;
import dev.slipway.notice.Redaction;
import dev.slipway.view.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A marker as Grafana has it. Dashboards select by tags; the text is shown as HTML, so nothing in
 * it may be any.
 *
 * @param key the tag by which it is found again
 */
record Annotation(String key, JsonObject body) {
  /** Grafana keeps 100 characters of each half of a tag. */
  private static final int LONGEST_VERSION = 90;

  /**
   * @param dashboard the UID of the only one that shows it
   * @param own tags beside those that every marker has
   */
  static Annotation of(
      Marker marker, Optional<String> dashboard, List<String> own, Redaction redaction) {
    String version = Plain.line(redaction.of(marker.version().label()), LONGEST_VERSION);
    String key = "release:" + marker.key();
    List<String> tags =
        new ArrayList<>(
            List.of(
                "slipway",
                "service:" + marker.release().service(),
                "environment:" + marker.environment(),
                "version:" + version,
                "outcome:" + marker.outcome().key(),
                key));
    tags.addAll(own);
    JsonObject body = new JsonObject();
    dashboard.ifPresent(uid -> body.addProperty("dashboardUID", uid));
    body.addProperty("time", marker.start().toEpochMilli());
    marker.end().ifPresent(end -> body.addProperty("timeEnd", end.toEpochMilli()));
    JsonArray list = new JsonArray();
    tags.forEach(list::add);
    body.add("tags", list);
    body.addProperty(
        "text",
        escaped(
            marker.release()
                + ": "
                + marker.release().service()
                + " "
                + version
                + " in "
                + marker.environment()
                + " "
                + marker.outcome().words()));
    return new Annotation(key, body);
  }

  /** What may change of one that is there; where it is shown may not. */
  JsonObject change() {
    JsonObject change = body.deepCopy();
    JsonElement unused = change.remove("dashboardUID");
    return change;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
