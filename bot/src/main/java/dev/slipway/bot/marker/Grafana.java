package dev.slipway.bot.marker;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.slipway.control.port.Calls;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.plan.Reach;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Annotations of one Grafana, by its HTTP API:
 * https://grafana.com/docs/grafana/latest/developers/http_api/annotations/
 */
final class Grafana {
  private static final String SYSTEM = "markers.grafana";
  private static final String PATH = "/api/annotations";
  private static final String JSON = "application/json";

  /** There is one, or two where an answer was lost and came about after all. */
  private static final int MOST = 5;

  /** The other side is busy or away, and takes no other annotation now either. */
  private static final Set<Integer> AWAY = Set.of(408, 429, 502, 503, 504);

  /** What it says of this annotation it will say again. */
  private static final Set<Integer> REFUSED = Set.of(400, 413, 422);

  private final Calls calls;
  private final Reach reach;

  Grafana(Calls calls, Reach reach) {
    this.calls = calls;
    this.reach = reach;
  }

  /** It did not do what it was asked to; says nothing that it wrote itself but its number. */
  static final class Trouble extends Exception {
    private static final long serialVersionUID = 1L;

    /** What to make of it. */
    enum Kind {
      /** Nothing can be done there now. */
      AWAY,
      /** This may go well another time. */
      AGAIN,
      /** This never will. */
      REFUSED
    }

    private final Kind kind;

    Trouble(Kind kind, String why) {
      super(why);
      this.kind = kind;
    }

    Kind kind() {
      return kind;
    }
  }

  /** Ids of annotations with this tag. */
  List<Long> find(String tag) throws Trouble {
    String query =
        "?type=annotation&limit="
            + MOST
            + "&tags="
            + URLEncoder.encode(tag, StandardCharsets.UTF_8);
    JsonElement answer = asked("to find an annotation", Calls.Ask.get(PATH + query));
    List<Long> ids = new ArrayList<>();
    if (!(answer instanceof JsonArray all)) {
      throw strange();
    }
    for (JsonElement one : all) {
      ids.add(id(one));
    }
    return ids;
  }

  /**
   * @return its id
   */
  long add(JsonObject annotation) throws Trouble {
    return id(
        asked("to add an annotation", new Calls.Ask("POST", PATH, JSON, annotation.toString())));
  }

  /** Changes what is written and leaves what is not. */
  void change(long id, JsonObject annotation) throws Trouble {
    JsonElement unused =
        asked(
            "to change an annotation",
            new Calls.Ask("PATCH", PATH + "/" + id, JSON, annotation.toString()));
  }

  private JsonElement asked(String operation, Calls.Ask ask) throws Trouble {
    Calls.Reply reply;
    try {
      reply = calls.call(SYSTEM, operation, reach, ask);
    } catch (OutsideFailure unheard) {
      throw new Trouble(Trouble.Kind.AWAY, String.valueOf(unheard.getMessage()));
    }
    int status = reply.status();
    if (status >= 200 && status < 300) {
      return parsed(reply.body());
    }
    String answered = SYSTEM + ": " + operation + ": answered " + status;
    if (status == 401 || status == 403) {
      throw new Trouble(
          Trouble.Kind.AWAY,
          answered + ": its token may not do that; it needs to read and write annotations");
    }
    if (status >= 300 && status < 400) {
      throw new Trouble(
          Trouble.Kind.AWAY, answered + ": redirects are not followed; write the address it names");
    }
    throw new Trouble(
        AWAY.contains(status)
            ? Trouble.Kind.AWAY
            : REFUSED.contains(status) ? Trouble.Kind.REFUSED : Trouble.Kind.AGAIN,
        answered);
  }

  private static JsonElement parsed(String body) throws Trouble {
    try {
      return JsonParser.parseString(body);
    } catch (JsonParseException noJson) {
      throw strange();
    }
  }

  private static long id(JsonElement one) throws Trouble {
    try {
      return one.getAsJsonObject().get("id").getAsLong();
    } catch (RuntimeException noId) {
      throw strange();
    }
  }

  private static Trouble strange() {
    return new Trouble(Trouble.Kind.AGAIN, SYSTEM + ": does not answer as a Grafana does");
  }
}
