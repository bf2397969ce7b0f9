package dev.slipway.catalog;

import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.HaproxySpec;
import dev.slipway.plan.HaproxySpec.Address;
import dev.slipway.plan.HaproxySpec.Layout;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads how HAProxy shares the traffic. Names go into commands for its Runtime API, so nothing that
 * ends a word or a command there is let through.
 */
final class HaproxyReading {
  /** HAProxy's own rule for names. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]{1,100}");

  private static final Pattern MAP = Pattern.compile("[A-Za-z0-9_.:@/+-]{1,200}");
  private static final Pattern TCP =
      Pattern.compile("([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\]):([0-9]{1,5})");

  /** What a unix socket's address has room for on every system. */
  private static final int LONGEST_SOCKET = 103;

  private final Section haproxy;
  private final List<ExecSpec.Group> groups;

  private final Optional<ExecSpec.Group> baseline;

  private HaproxyReading(
      Section haproxy, List<ExecSpec.Group> groups, Optional<ExecSpec.Group> baseline) {
    this.baseline = baseline;
    this.haproxy = haproxy;
    this.groups = groups;
  }

  /**
   * @param groups one that is replaced in place, or two sides
   * @param baseline a third group, which a new version is compared with
   * @return empty after a problem that leaves no layout
   */
  static Optional<ExecSpec.Traffic> read(
      Section haproxy, List<ExecSpec.Group> groups, Optional<ExecSpec.Group> baseline) {
    HaproxyReading reading = new HaproxyReading(haproxy, groups, baseline);
    List<Address> admins = reading.admins();
    Map<String, String> servers = reading.servers();
    var limit = haproxy.duration("time-limit");
    var drain = haproxy.duration("drain");
    return reading
        .layout()
        .filter(layout -> !admins.isEmpty())
        .map(layout -> new HaproxySpec(admins, limit, drain, layout, servers));
  }

  private List<Address> admins() {
    if (!haproxy.has("admin")) {
      haproxy.missing("admin");
    }
    Set<Address> admins = new LinkedHashSet<>();
    List<Section.Located> written = haproxy.texts("admin");
    for (Section.Located one : written) {
      Optional<Address> address = address(one.text());
      if (address.isEmpty()) {
        haproxy.problem(
            one.line(),
            haproxy.at("admin") + ": " + Words.quoted(one.text()) + " is no address of HAProxy",
            "write a socket's path such as /run/haproxy/admin.sock, at most "
                + LONGEST_SOCKET
                + " characters, or host:port");
      } else if (!admins.add(address.get())) {
        haproxy.problem(
            one.line(),
            haproxy.at("admin") + ": " + Words.quoted(one.text()) + " stands here twice",
            "keep one of the two");
      }
    }
    if (haproxy.has("admin") && written.isEmpty()) {
      haproxy.problem("admin", "names no process", "write [/run/haproxy/admin.sock]");
    }
    return List.copyOf(admins);
  }

  private Optional<Address> address(String text) {
    Matcher tcp = TCP.matcher(text);
    if (tcp.matches()) {
      int port = Integer.parseInt(tcp.group(2));
      String host = tcp.group(1).replace("[", "").replace("]", "");
      return port >= 1 && port <= 65_535
          ? Optional.of(new Address.Tcp(host, port))
          : Optional.empty();
    }
    try {
      Path path = haproxy.file().resolveSibling(Path.of(text)).toAbsolutePath().normalize();
      int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
      boolean plain = text.codePoints().noneMatch(Character::isISOControl);
      return text.contains("/") && plain && length <= LONGEST_SOCKET
          ? Optional.of(new Address.Unix(path))
          : Optional.empty();
    } catch (InvalidPathException none) {
      return Optional.empty();
    }
  }

  private Map<String, String> servers() {
    Map<String, String> servers = new LinkedHashMap<>();
    Section section = haproxy.sectionAsWritten("servers");
    List<String> instances =
        Stream.concat(groups.stream(), baseline.stream())
            .flatMap(group -> group.instances().stream())
            .toList();
    for (String instance : section.keys()) {
      if (instances.contains(instance)) {
        servers.put(instance, name(section, instance));
      } else {
        section.refuse(instance, instances);
      }
    }
    ownServers(section, servers);
    return servers;
  }

  /** A server that serves both would have the weight of one of them. */
  private void ownServers(Section section, Map<String, String> servers) {
    List<String> others =
        groups.stream()
            .flatMap(group -> group.instances().stream())
            .map(instance -> servers.getOrDefault(instance, instance))
            .toList();
    baseline.stream()
        .flatMap(group -> group.instances().stream())
        .filter(instance -> others.contains(servers.getOrDefault(instance, instance)))
        .forEach(instance ->
            section.problem(
                section.line(),
                section.at(instance) + " is the server of a side too",
                "give the baseline group servers of its own"));
  }

  private Optional<Layout> layout() {
    boolean one = haproxy.has("backend");
    if (one == haproxy.has("backends")) {
      haproxy.problem(
          haproxy.line(),
          Words.path(haproxy.path) + " needs backend or backends, and not both",
          groups.size() == 1
              ? "add backend: and the name of the backend whose servers are the instances"
              : "add backend: for servers with weights, or backends: { … } with share or switch");
      return Optional.empty();
    }
    if (one) {
      for (String key : List.of("share", "switch")) {
        if (haproxy.has(key)) {
          haproxy.problem(
              key, "belongs to backends; weights share one backend", "remove it, or the backend");
        }
      }
      return Optional.of(new Layout.OneBackend(name(haproxy, "backend")));
    }
    Map<String, String> backends = backends();
    if (groups.size() == 1) {
      haproxy.problem(
          "backends",
          "are for two sides, and there are none",
          "write backend: and the name of the one whose servers are the instances, or sides");
      return Optional.empty();
    }
    if (haproxy.has("share") == haproxy.has("switch")) {
      haproxy.problem(
          "backends",
          "need share or switch between them, and not both",
          "add share: { map: /etc/haproxy/share.map }");
      return Optional.empty();
    }
    boolean share = haproxy.has("share");
    Section section = haproxy.section(share ? "share" : "switch");
    String map = section.text("map");
    if (section.has("map") && !MAP.matcher(map).matches()) {
      section.problem(
          "map",
          Words.quoted(map) + " cannot be the file of a map",
          "write it as in HAProxy's configuration, without blanks");
    }
    String instead = share ? groups.getLast().name() : "live";
    String key = section.has("key") ? name(section, "key") : instead;
    return Optional.of(
        share ? new Layout.ShareMap(map, key, backends) : new Layout.SwitchMap(map, key, backends));
  }

  private Map<String, String> backends() {
    Map<String, String> backends = new LinkedHashMap<>();
    Section section = haproxy.sectionAsWritten("backends");
    List<String> sides = groups.stream().map(ExecSpec.Group::name).toList();
    for (String side : section.keys()) {
      if (!sides.contains(side)) {
        section.refuse(side, sides);
        continue;
      }
      String backend = name(section, side);
      if (backends.containsValue(backend)) {
        section.problem(side, "is the backend of the other side too", "give each side its own");
      }
      backends.put(side, backend);
    }
    for (String side : sides) {
      if (!section.has(side) && groups.size() == 2) {
        section.problem(
            section.line(), section.at(side) + " is missing", "add the name of its backend");
      }
    }
    return backends;
  }

  private static String name(Section section, String key) {
    String name = section.text(key);
    if (!NAME.matcher(name).matches()) {
      section.problem(
          key,
          Words.quoted(name) + " cannot be a name in HAProxy",
          "use letters, digits, '-', '_', '.' and ':', at most 100");
    }
    return name;
  }
}
