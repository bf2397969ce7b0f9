package dev.slipway.plan;

import java.util.Map;
import java.util.TreeMap;

/**
 * A target of kind exec in the text that is hashed: whatever is configured changes what is done.
 */
final class ExecText {
  private ExecText() {}

  static void add(CanonicalText text, ExecSpec exec) {
    text.add("exec", exec.directory().toString());
    text.add("variables", exec.environment().size());
    new TreeMap<>(exec.environment()).forEach((name, value) -> value(text, name, value));
    text.all(
        "groups",
        exec.groups(),
        (to, group) -> {
          to.add("group", group.name());
          to.all("instances", group.instances(), (inner, name) -> inner.add("instance", name));
        });
    text.add("addresses", exec.addresses().size());
    for (Map.Entry<String, String> address : new TreeMap<>(exec.addresses()).entrySet()) {
      text.add("of", address.getKey());
      text.add("address", address.getValue());
    }
    command(text, "deploy", exec.deploy());
    text.add("healthy within", exec.healthyWithin());
    text.add("usually", exec.usually());
    command(text, "running", exec.running());
    text.add("stops", exec.stop().isPresent());
    exec.stop().ifPresent(stop -> command(text, "stop", stop));
    artifact(text, exec);
    text.add("has traffic", exec.traffic().isPresent());
    exec.traffic().ifPresent(traffic -> traffic(text, traffic));
    question(text, exec.probe().question());
    text.add("every", exec.probe().every());
    text.add("at most", exec.probe().atMost());
    text.all("checks", exec.checks(), SmokeText::add);
    text.add("per instance", exec.capacity().map(ExecSpec.Capacity::perInstance));
    text.add("load", exec.capacity().map(ExecSpec.Capacity::load));
    // Only where there are some: what is configured without them keeps its hash.
    exec.metrics().ifPresent(metrics -> metrics.add(text));
    exec.alerts().ifPresent(alerts -> alerts.add(text));
    exec.checkpoint().add(text);
    exec.baseline()
        .ifPresent(group ->
            text.all("baseline group", group.instances(), (to, name) -> to.add("instance", name)));
    exec.flags()
        .ifPresent(flags -> {
          command(text, "set flag", flags.set());
          command(text, "read flag", flags.read());
        });
  }

  /** The value of a secret is nowhere near a hash: only where it comes from is. */
  static void value(CanonicalText text, String name, ExecSpec.Value value) {
    text.add("variable", name);
    switch (value) {
      case ExecSpec.Value.Text plain -> text.add("text", plain.text());
      case ExecSpec.Value.FromEnvironment from -> text.add("env", from.name());
      case ExecSpec.Value.FromFile from -> text.add("file", from.file().toString());
    }
  }

  private static void traffic(CanonicalText text, ExecSpec.Traffic traffic) {
    switch (traffic) {
      case ExecSpec.Traffic.Commands commands -> {
        command(text, "set", commands.set());
        command(text, "read", commands.read());
        text.add("switches", commands.switches());
      }
      case HaproxySpec haproxy -> haproxy(text, haproxy);
    }
  }

  private static void haproxy(CanonicalText text, HaproxySpec haproxy) {
    text.all("haproxy", haproxy.admins(), (to, address) -> to.add("address", address.toString()));
    text.add("limit", haproxy.limit());
    text.add("drain", haproxy.drain());
    text.add("servers", haproxy.servers().size());
    new TreeMap<>(haproxy.servers())
        .forEach((instance, server) -> {
          text.add("instance", instance);
          text.add("server", server);
        });
    switch (haproxy.layout()) {
      case HaproxySpec.Layout.OneBackend one -> text.add("backend", one.backend());
      case HaproxySpec.Layout.ShareMap map ->
          map(text, "share map", map.map(), map.key(), map.backends());
      case HaproxySpec.Layout.SwitchMap map ->
          map(text, "switch map", map.map(), map.key(), map.backends());
    }
  }

  private static void map(
      CanonicalText text, String kind, String map, String key, Map<String, String> backends) {
    text.add(kind, map);
    text.add("key", key);
    new TreeMap<>(backends)
        .forEach((side, backend) -> {
          text.add("side", side);
          text.add("backend", backend);
        });
  }

  private static void artifact(CanonicalText text, ExecSpec exec) {
    if (exec.artifact().isEmpty()) {
      text.add("artifact", "commit");
      return;
    }
    switch (exec.artifact().get()) {
      case ExecSpec.Artifact.Printed printed -> command(text, "artifact", printed.command());
      case ExecSpec.Artifact.OfFile file -> text.add("artifact file", file.path());
      case ExecSpec.Artifact.OfRegistry(ImageSource image) -> {
        text.add("artifact image", image.name());
        text.add("tag", image.tag());
        text.add("insecure", image.insecure());
        image.tokenServer().ifPresent(server -> text.add("token server", server));
      }
    }
  }

  private static void question(CanonicalText text, ExecSpec.Question question) {
    switch (question) {
      case ExecSpec.Question.Http http -> {
        text.add("http", http.address());
        text.add("expect", http.expect());
      }
      case ExecSpec.Question.Run run ->
          text.all("run", run.words(), (to, word) -> to.add("word", word));
    }
  }

  static void command(CanonicalText text, String name, ExecSpec.Command command) {
    text.all(name, command.words(), (to, word) -> to.add("word", word));
    text.add("limit", command.limit());
  }
}
