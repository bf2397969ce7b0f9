package dev.slipway.outside.haproxy;

import dev.slipway.control.port.Balancer;
import dev.slipway.control.port.OutsideFailure;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.HaproxySpec;
import dev.slipway.plan.HaproxySpec.Layout;
import dev.slipway.release.Weight;
import dev.slipway.rollout.Kept;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Traffic through one or several processes of HAProxy, all of which have to do the same. */
public final class HaproxyBalancer implements Balancer {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final HaproxySpec spec;
  private final List<ExecSpec.Group> groups;
  private final Optional<ExecSpec.Group> baseline;
  private final List<Proxy> proxies;
  private final Division division;

  /** What this process wrote last: of several that differ, the one that strays is reported. */
  private volatile Optional<Written> written = Optional.empty();

  private record Written(String side, int percent) {}

  public HaproxyBalancer(HaproxySpec spec, List<ExecSpec.Group> groups) {
    this(spec, groups, Optional.empty());
  }

  /**
   * @param baseline a third group beside two sides
   */
  public HaproxyBalancer(
      HaproxySpec spec, List<ExecSpec.Group> groups, Optional<ExecSpec.Group> baseline) {
    this.spec = spec;
    this.baseline = baseline;
    this.groups = List.copyOf(groups);
    this.proxies =
        spec.admins().stream()
            .map(address -> new Proxy(new RuntimeApi(address, spec.limit())))
            .toList();
    this.division =
        switch (spec.layout()) {
          case Layout.OneBackend one ->
              new ByWeights(
                  one.backend(), serversBySide(), baseline.map(this::servers).orElse(List.of()));
          case Layout.ShareMap map ->
              new ByMap(map.map(), map.key(), map.backends(), groups.getLast().name(), false);
          case Layout.SwitchMap map ->
              new ByMap(map.map(), map.key(), map.backends(), groups.getLast().name(), true);
        };
  }

  /** The servers of each side; several instances may stand behind one of them. */
  private Map<String, List<String>> serversBySide() {
    Map<String, List<String>> servers = new LinkedHashMap<>();
    groups.forEach(group -> servers.put(group.name(), servers(group)));
    return servers;
  }

  private List<String> servers(ExecSpec.Group group) {
    return group.instances().stream().map(spec::server).distinct().toList();
  }

  @Override
  public Reading read(String side) {
    List<Proxy.Seen> seen = each(proxy -> proxy.read(division, side));
    String incarnation =
        seen.stream().map(Proxy.Seen::incarnation).collect(Collectors.joining(" "));
    Comparator<Integer> strays =
        written
            .filter(last -> last.side().equals(side))
            .map(last ->
                Comparator.<Integer>comparingInt(percent -> Math.abs(percent - last.percent())))
            .orElse(Comparator.naturalOrder());
    int percent = seen.stream().map(Proxy.Seen::percent).max(strays).orElse(0);
    return new Reading(new Weight(percent), incarnation);
  }

  @Override
  public void write(String side, Weight share) {
    write(side, share, Weight.NONE);
  }

  @Override
  public void write(String side, Weight share, Weight group) {
    int percent = share.percent();
    written = Optional.of(new Written(side, percent));
    each(proxy -> {
      // The way back asks nothing first: who cannot tell may still do what it is told.
      Optional<Proxy.Seen> before =
          percent == 0 ? Optional.empty() : Optional.of(proxy.read(division, side));
      if (before.filter(seen -> percent > seen.percent()).isPresent()) {
        String operation = "set the share of " + side + " to " + share;
        isWholeAndUp(proxy, of(side), operation);
        baseline
            .filter(third -> group.percent() > 0)
            .ifPresent(third -> isWholeAndUp(proxy, third, operation));
      }
      proxy.write(division, side, percent, group.percent(), before);
      return true;
    });
  }

  /** Users are sent only to what HAProxy itself finds up; a new instance takes it a few checks. */
  private void isWholeAndUp(Proxy proxy, ExecSpec.Group group, String operation) {
    // One question for all of them: forty servers are as soon known as one.
    Map<String, Server> servers = proxy.servers(spec.layout().backend(group.name()), operation);
    List<String> missing = new ArrayList<>();
    for (String name : servers(group)) {
      Server server = servers.get(name);
      if (server == null || !server.isUp()) {
        missing.add(server == null ? "there is no server " + name : server.words());
      }
    }
    if (!missing.isEmpty()) {
      throw proxy.failure(operation, String.join(", ", missing));
    }
  }

  @Override
  public Optional<String> unserved(String side) {
    if (groups.size() != 2) {
      return Optional.empty();
    }
    ExecSpec.Group own = of(side);
    ExecSpec.Group other = groups.get(groups.indexOf(own) == 0 ? 1 : 0);
    boolean unserved =
        each(
                proxy -> {
                  List<Server> servers = servers(proxy, own);
                  // What a person took out is no fault of the version.
                  return servers.stream().noneMatch(Server::isUp)
                      && servers.stream().anyMatch(server -> !server.isOut())
                      && servers(proxy, other).stream().anyMatch(Server::isUp);
                })
            .contains(true);
    return unserved
        ? Optional.of("HAProxy finds none of " + String.join(", ", own.instances()) + " up")
        : Optional.empty();
  }

  @Override
  public Optional<String> unable(String side, List<Weight> shares, boolean compared) {
    return each(proxy -> proxy.unable(division, side, shares, compared)).stream()
        .flatMap(Optional::stream)
        .findFirst();
  }

  private List<Server> servers(Proxy proxy, ExecSpec.Group group) {
    return group.instances().stream()
        .map(instance -> proxy.server(place(instance), "look whether " + instance + " is up"))
        .toList();
  }

  @Override
  public boolean drain(String instance, BooleanSupplier calledOff) {
    if (isShared(instance)) {
      return true;
    }
    Proxy.Place place = place(instance);
    String operation = "drain " + place;
    each(proxy -> {
      othersServe(proxy, place, operation);
      proxy.drain(place, operation);
      return true;
    });
    return await(
        spec.drain(),
        calledOff,
        () -> each(proxy -> proxy.open(place, operation)).stream().allMatch(open -> open == 0));
  }

  /** Of instances that all serve, the last one that is up is not taken from its users. */
  private void othersServe(Proxy proxy, Proxy.Place place, String operation) {
    List<String> names =
        groups.getFirst().instances().stream().map(spec::server).distinct().toList();
    if (groups.size() == 2 || names.size() == 1) {
      return;
    }
    Map<String, Server> servers = proxy.servers(place.backend(), operation);
    Server own = servers.get(place.server());
    if (own != null && !own.isOut() && !own.isUp()) {
      // It serves nobody: nothing runs yet, or all of it is down and has to be deployed to.
      return;
    }
    boolean served =
        names.stream()
            .filter(name -> !name.equals(place.server()))
            .map(servers::get)
            .anyMatch(server -> server != null && server.isUp());
    if (!served) {
      throw proxy.failure(operation, "no other server of " + place.backend() + " is up");
    }
  }

  @Override
  public void ready(String instance, Duration atMost, BooleanSupplier calledOff) {
    if (isShared(instance)) {
      return;
    }
    Proxy.Place place = place(instance);
    String operation = "put " + place + " back in";
    boolean up =
        await(
            atMost,
            calledOff,
            () -> each(proxy -> proxy.ready(place, operation)).stream().allMatch(Server::isUp));
    if (!up) {
      throw proxies.getFirst().failure(operation, place.server() + " is still down");
    }
  }

  @Override
  public List<Kept.Server> servers() {
    List<String> backends =
        groups.stream().map(group -> spec.layout().backend(group.name())).distinct().toList();
    List<Kept.Server> all = new ArrayList<>();
    each(proxy -> noted(proxy, backends)).forEach(all::addAll);
    return all;
  }

  private List<Kept.Server> noted(Proxy proxy, List<String> backends) {
    // One process is named by nobody; of several each has weights of its own.
    String process = proxies.size() == 1 ? "" : proxy.api().address() + " ";
    List<Kept.Server> noted = new ArrayList<>();
    for (String backend : backends) {
      proxy.servers(backend, "note the servers of " + backend).values().stream()
          .sorted(Comparator.comparing(Server::name))
          .map(one ->
              new Kept.Server(process + backend + "/" + one.name(), one.weight(), one.state()))
          .forEach(noted::add);
    }
    return noted;
  }

  @Override
  public Lines lines(String side) {
    return new ScriptLines(spec, groups, division, side).lines();
  }

  /** Whether one server stands for several instances, so that none of them is taken out alone. */
  private boolean isShared(String instance) {
    String server = spec.server(instance);
    return Stream.concat(groups.stream(), baseline.stream())
            .flatMap(group -> group.instances().stream())
            .filter(other -> spec.server(other).equals(server))
            .count()
        > 1;
  }

  private Proxy.Place place(String instance) {
    String side =
        groups.stream()
            .filter(group -> group.instances().contains(instance))
            .map(ExecSpec.Group::name)
            .findFirst()
            .orElse("");
    return new Proxy.Place(spec.layout().backend(side), spec.server(instance));
  }

  private ExecSpec.Group of(String side) {
    return groups.stream()
        .filter(group -> group.name().equals(side))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no side " + side));
  }

  private static boolean await(
      Duration atMost, BooleanSupplier calledOff, BooleanSupplier condition) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (calledOff.getAsBoolean() || System.nanoTime() - deadline > 0) {
        return false;
      }
      try {
        Thread.sleep(BETWEEN_LOOKS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  /** Every process is asked, also when another one does not answer. */
  private <T> List<T> each(Function<Proxy, T> work) {
    if (proxies.size() == 1) {
      return List.of(work.apply(proxies.getFirst()));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<T>> calls =
          proxies.stream().<Callable<T>>map(proxy -> () -> work.apply(proxy)).toList();
      List<T> results = new ArrayList<>();
      List<OutsideFailure> failures = new ArrayList<>();
      for (Future<T> done : threads.invokeAll(calls)) {
        try {
          results.add(done.get());
        } catch (ExecutionException failed) {
          failures.add(
              failed.getCause() instanceof OutsideFailure own
                  ? own
                  : new OutsideFailure("haproxy", "ask every process", failed));
        }
      }
      if (!failures.isEmpty()) {
        throw failures.getFirst();
      }
      return results;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new OutsideFailure("haproxy", "ask every process", "the question was given up");
    }
  }
}
