package dev.slipway.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Traffic through HAProxy's Runtime API.
 *
 * @param admins every process that carries the service, each by its own address
 * @param limit after this long a process has not answered
 * @param drain how long open requests of an instance that is taken out are waited for
 * @param servers HAProxy's name of an instance, where it is not the instance's own; several
 *     instances may stand behind one server
 */
public record HaproxySpec(
    List<Address> admins,
    Duration limit,
    Duration drain,
    Layout layout,
    Map<String, String> servers)
    implements ExecSpec.Traffic {

  /** Where the Runtime API of a process is. */
  public sealed interface Address {
    record Tcp(String host, int port) implements Address {
      @Override
      public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
      }
    }

    record Unix(Path path) implements Address {
      @Override
      public String toString() {
        return path.toString();
      }
    }
  }

  /** How the traffic is divided in HAProxy's own configuration. */
  public sealed interface Layout {
    /** The backend in which a side's servers are. */
    default String backend(String side) {
      return switch (this) {
        case OneBackend one -> one.backend();
        case ShareMap map -> map.backends().getOrDefault(side, "");
        case SwitchMap map -> map.backends().getOrDefault(side, "");
      };
    }

    /**
     * All servers in one backend: their weights are the share of their side. Of a single group, the
     * backend whose servers are taken out and in.
     */
    record OneBackend(String backend) implements Layout {}

    /**
     * A backend for each side, and a map that says how many percent go to the second one.
     *
     * @param map the file's name, as HAProxy's configuration writes it
     * @param key of the map's entry
     * @param backends of the sides, by name
     */
    record ShareMap(String map, String key, Map<String, String> backends) implements Layout {
      public ShareMap {
        backends = Map.copyOf(backends);
      }
    }

    /**
     * A backend for each side, and a map that names the one which serves.
     *
     * @param map the file's name, as HAProxy's configuration writes it
     * @param key of the map's entry
     * @param backends of the sides, by name
     */
    record SwitchMap(String map, String key, Map<String, String> backends) implements Layout {
      public SwitchMap {
        backends = Map.copyOf(backends);
      }
    }
  }

  public HaproxySpec {
    admins = List.copyOf(admins);
    servers = Map.copyOf(servers);
    if (admins.isEmpty()) {
      throw new IllegalArgumentException("HAProxy has at least one address");
    }
  }

  @Override
  public boolean switches() {
    return layout instanceof Layout.SwitchMap;
  }

  /** Whether single servers are taken out of a backend that all of them share. */
  boolean takesOut() {
    return layout instanceof Layout.OneBackend;
  }

  /** What HAProxy calls an instance. */
  public String server(String instance) {
    return servers.getOrDefault(instance, instance);
  }
}
