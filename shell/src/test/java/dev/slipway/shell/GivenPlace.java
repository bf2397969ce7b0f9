package dev.slipway.shell;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A folder to start the program in, with streams that can be read afterwards. */
public final class GivenPlace {
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>(Map.of("LANG", "C.UTF-8"));
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private String typed = "";
  private boolean terminal;
  private int width = 80;

  private GivenPlace(Path folder) {
    this.folder = folder;
  }

  public static GivenPlace in(Path folder) {
    return new GivenPlace(folder);
  }

  /** With a configuration of one service; the person who runs the tests is its owner. */
  GivenPlace configured() throws IOException {
    Files.createDirectories(folder.resolve("shop"));
    return configured(
        """
        version: 1
        store: { kind: sqlite, path: state/slipway.db }
        people:
          me:  { name: Me Myself, emails: [me@example.org], os-users: [%s], roles: [developer, service-owner] }
          chi: { name: Chi Tan, emails: [chi@example.org], roles: [on-call] }
        policies:
          practice:
            low:    { strategy: rolling, stages: [5, 100], bake: 15s, observe: 15s, approvals: [] }
            medium: { strategy: canary, stages: [5, 100], bake: 15s, observe: 15s, approvals: [{ role: on-call, count: 1 }] }
            high:   { strategy: canary, stages: [1, 100], bake: 15s, observe: 15s, approvals: [{ role: on-call, count: 1 }] }
        services:
          shop:
            repository: { path: shop, versions: tags, tag-pattern: "{version}" }
            environments:
              prod:
                policy: practice
                target: { kind: practice, fleet: fleet/fleet.json }
        """
            .formatted(ProcessHandle.current().info().user().orElse("nobody")));
  }

  GivenPlace configured(String yaml) throws IOException {
    Files.writeString(folder.resolve("slipway.yaml"), yaml, StandardCharsets.UTF_8);
    return this;
  }

  public GivenPlace variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  public GivenPlace atTerminal(int columns) {
    terminal = true;
    width = columns;
    return this;
  }

  GivenPlace typing(String lines) {
    typed = lines;
    return this;
  }

  public int runs(String... words) {
    out.reset();
    err.reset();
    return Main.run(surroundings(), List.of(words));
  }

  public Surroundings surroundings() {
    return new Surroundings(
        environment,
        folder,
        folder.resolve("home"),
        new BufferedReader(new StringReader(typed)),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        terminal,
        terminal,
        terminal,
        () -> width,
        ZoneOffset.UTC);
  }

  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
