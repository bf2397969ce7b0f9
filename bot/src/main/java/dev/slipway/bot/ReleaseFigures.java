package dev.slipway.bot;

import dev.slipway.Slipway;
import dev.slipway.control.Lookup;
import dev.slipway.journal.Store;
import dev.slipway.journal.Summaries;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ServiceName;
import dev.slipway.view.Plain;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Which release is where, so that dashboards can show it beside their curves: of each environment
 * of a service the release that moves there, or else the newest that has ended.
 */
@Component
class ReleaseFigures implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ReleaseFigures.class);
  private static final Duration BETWEEN = Duration.ofSeconds(5);

  /** Each is a series; a release that went by leaves none behind. */
  private static final int MOST = 200;

  private static final int LONGEST_VERSION = 120;

  private final Lookup lookup;
  private final MultiGauge info;
  private final MultiGauge weight;
  private volatile boolean running;
  private Thread thread = new Thread();

  private record Place(ServiceName service, EnvironmentName environment) {
    static Place of(Store.Summary row) {
      return new Place(row.id().service(), row.environment());
    }
  }

  @Autowired
  ReleaseFigures(Slipway slipway, MeterRegistry registry) {
    this(slipway.desk().lookup(), registry);
  }

  ReleaseFigures(Lookup lookup, MeterRegistry registry) {
    this.lookup = lookup;
    this.info =
        MultiGauge.builder("slipway.release.info")
            .description("The release that moves in an environment, or else ended there last.")
            .register(registry);
    this.weight =
        MultiGauge.builder("slipway.release.weight.percent")
            .description("Share of users that its new version is to have.")
            .register(registry);
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofVirtual().name("release figures").start(this::follow);
  }

  private void follow() {
    try {
      while (running) {
        look();
        Thread.sleep(BETWEEN);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** Shows what the store holds now. */
  void look() {
    try {
      show(shown(lookup.list(Store.Query.moving()), lookup.list(Store.Query.all())));
    } catch (RuntimeException away) {
      // What cannot be read is no number; it is read again.
      LOG.debug("the releases could not be read", away);
      show(List.of());
    }
  }

  /** At most so many, and those that move first. Both lists have the newest first. */
  static List<Store.Summary> shown(List<Store.Summary> moving, List<Store.Summary> all) {
    Map<Place, Store.Summary> places = new LinkedHashMap<>();
    moving.forEach(row -> places.putIfAbsent(Place.of(row), row));
    all.stream()
        .filter(Summaries::endedAfterItMoved)
        .forEach(row -> places.putIfAbsent(Place.of(row), row));
    return places.values().stream().limit(MOST).toList();
  }

  private void show(Collection<Store.Summary> rows) {
    info.register(
        rows.stream()
            .map(row -> row(row, Tags.of("state", row.state().split("\\.", 2)[0]), one -> 1))
            .toList(),
        true);
    weight.register(
        rows.stream().map(row -> row(row, Tags.empty(), Store.Summary::weight)).toList(), true);
  }

  private static MultiGauge.Row<?> row(
      Store.Summary row, Tags more, ToDoubleFunction<Store.Summary> figure) {
    Tags tags =
        Tags.of(
                "service",
                row.id().service().toString(),
                "environment",
                row.environment().toString(),
                "version",
                Plain.line(row.version(), LONGEST_VERSION))
            .and(more);
    return MultiGauge.Row.of(tags, row, figure);
  }

  @Override
  public void stop() {
    running = false;
    thread.interrupt();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
