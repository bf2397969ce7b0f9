package dev.slipway.control;

import dev.slipway.control.port.Alerts.Firing;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.plan.AlertmanagerSpec;
import dev.slipway.plan.ExecSpec;
import dev.slipway.plan.Plan;
import dev.slipway.release.Actor;
import dev.slipway.release.ReleaseId;
import dev.slipway.rollout.Happening;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes alerts that somebody sends, for the releases whose plans watch them. What a driver sees by
 * asking is the same alert, and is written down once.
 */
public final class AlertIntake {
  private final Books books;
  private final World world;

  AlertIntake(Books books, World world) {
    this.books = books;
    this.world = world;
  }

  /**
   * An alert that fires.
   *
   * @param since when it began to, by the clock of whoever evaluates it
   */
  public record Sent(Map<String, String> labels, Instant since) {
    public Sent {
      labels = Map.copyOf(labels);
    }

    Firing firing() {
      return new Firing(labels.getOrDefault("alertname", "an alert without a name"), since);
    }
  }

  /** Which releases on their way watch one of these. */
  public Answer<List<ReleaseId>> take(Actor by, List<Sent> alerts) {
    Optional<Refusal> stranger = Standings.refuseStranger(world.catalogue(), by);
    if (stranger.isPresent()) {
      return Answer.no(stranger.get());
    }
    List<ReleaseId> concerned = new ArrayList<>();
    for (Store.Summary row : books.store().read(reader -> reader.summaries(Store.Query.moving()))) {
      ReleaseRecord record = books.get(row.id());
      for (Sent alert : alerts) {
        if (isWatched(record, alert)) {
          if (!concerned.contains(record.id())) {
            concerned.add(record.id());
          }
          if (AlertLane.isNews(record, alert.firing())) {
            record =
                books
                    .tell(
                        record,
                        new Happening.AlertFired(world.clock().now(), by, alert.firing().words()))
                    .after();
          }
        }
      }
    }
    return Answer.yes(List.copyOf(concerned));
  }

  private boolean isWatched(ReleaseRecord record, Sent alert) {
    return record.state().isMoving()
        && record
            .plan()
            .flatMap(plan -> spec(plan).map(spec -> isWatched(spec, plan, alert)))
            .orElse(false);
  }

  /** Of the catalogue that the plan was made from. */
  private Optional<AlertmanagerSpec> spec(Plan plan) {
    return world
        .catalogues()
        .of(plan.catalogueHash())
        .service(plan.release().service())
        .flatMap(service -> Optional.ofNullable(service.environments().get(plan.environment())))
        .flatMap(environment ->
            environment.target() instanceof ExecSpec exec ? exec.alerts() : Optional.empty());
  }

  private static boolean isWatched(AlertmanagerSpec spec, Plan plan, Sent alert) {
    Map<String, String> words =
        AlertmanagerSpec.words(plan.release().service(), plan.environment(), plan.to());
    return spec.watch().stream()
        .anyMatch(selection -> selection.with(words).selects(alert.labels()));
  }
}
