package dev.slipway.catalog;

import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.SmokeCheck.Expected;
import dev.slipway.plan.SmokeCheck.Request;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the requests of one journey, in their order: a later one may use what an earlier took. */
final class RequestReading {
  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s]+");
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
  private static final Pattern POINTER = Pattern.compile("(/([^/~]|~[01])*)*");
  private static final Pattern TAKEN = Pattern.compile("[a-z][a-z_-]{0,39}");

  /** What the client sets by itself, and would refuse. */
  private static final Set<String> OWN_HEADERS =
      Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

  private static final Set<String> SECRET_HEADERS =
      Set.of("authorization", "proxy-authorization", "cookie");
  private static final Pattern ONLY_OPEN = Pattern.compile("[^{}]*\\{[a-z_-]+\\}[^{}]*");

  private final CommandReading commands;
  private final Set<String> used;
  private final Set<String> allowed = new LinkedHashSet<>(CommandReading.PLACE_AND_VERSION);

  /**
   * @param used gets the words in braces that were read
   */
  RequestReading(CommandReading commands, Set<String> used) {
    this.commands = commands;
    this.used = used;
  }

  Request read(Section section) {
    String address = section.has("http") ? filled(section, "http") : section.text("http");
    if (section.has("http") && !ADDRESS.matcher(address).matches()) {
      section.problem(
          "http",
          Words.quoted(address) + " is not an address",
          "write it like \"http://{instance}:8080/health\"");
    }
    String method = section.has("method") ? section.choice("method") : "GET";
    Optional<String> body =
        section.has("body") ? Optional.of(filled(section, "body")) : Optional.empty();
    return new Request(
        method,
        address,
        headers(section),
        body,
        new Expected(
            section.number("expect", 100, 599),
            expectedHeaders(section),
            section.has("expect-text")
                ? Optional.of(filled(section, "expect-text"))
                : Optional.empty(),
            json(section)),
        takes(section));
  }

  private String filled(Section section, String key) {
    String text = commands.template(section, key, allowed);
    used.addAll(CommandReading.used(List.of(text)));
    return text;
  }

  private Map<String, ExecSpec.Value> headers(Section request) {
    Map<String, ExecSpec.Value> headers = new LinkedHashMap<>();
    Section section = request.sectionAsWritten("headers");
    for (String name : section.keys()) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (!HEADER.matcher(name).matches() || OWN_HEADERS.contains(lower)) {
        section.problem(
            section.line(name), section.at(name) + " cannot be set", "remove this header");
      } else if (section.isSection(name)) {
        headers.put(name, ExecReading.reference(section, name));
      } else {
        String value = filled(section, name);
        if (SECRET_HEADERS.contains(lower) && !ONLY_OPEN.matcher(value).matches()) {
          section.problem(
              name,
              "holds a secret, and secrets do not stand in this file",
              "write { env: NAME } or { file: PATH }");
        }
        headers.put(name, new ExecSpec.Value.Text(value));
      }
    }
    return headers;
  }

  private Map<String, String> expectedHeaders(Section request) {
    Map<String, String> headers = new LinkedHashMap<>();
    Section section = request.sectionAsWritten("expect-header");
    section.keys().forEach(name -> headers.put(name, filled(section, name)));
    return headers;
  }

  private Map<String, String> json(Section request) {
    Map<String, String> json = new LinkedHashMap<>();
    for (Section section : request.sections("expect-json")) {
      json.put(pointer(section), filled(section, "is"));
    }
    return json;
  }

  private Map<String, String> takes(Section request) {
    Map<String, String> takes = new LinkedHashMap<>();
    if (!request.pattern.endsWith(".steps[]")) {
      return takes;
    }
    for (Section section : request.sections("take")) {
      String name = section.text("name");
      if (section.has("name") && (!TAKEN.matcher(name).matches() || !allowed.add(name))) {
        section.problem(
            "name",
            Words.quoted(name) + " cannot be a name here, or is one already",
            "use lower-case letters, '-' and '_', and each name once");
      }
      takes.put(name, pointer(section));
    }
    return takes;
  }

  private static String pointer(Section section) {
    String pointer = section.text("at");
    if (section.has("at") && !POINTER.matcher(pointer).matches()) {
      section.problem(
          "at", Words.quoted(pointer) + " is not a JSON pointer", "write it like \"/session/id\"");
    }
    return pointer;
  }
}
