package dev.slipway.bot;

import dev.slipway.Slipway;
import dev.slipway.journal.Store;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the core's store answers, and whether somebody drives what moves. */
@Component("core")
class CoreHealth implements HealthIndicator {
  private final Slipway slipway;

  CoreHealth(Slipway slipway) {
    this.slipway = slipway;
  }

  @Override
  public Health health() {
    try {
      List<Store.Summary> moving = slipway.desk().lookup().list(Store.Query.moving());
      return Health.up()
          .withDetail("moving", moving.stream().map(summary -> summary.id().toString()).toList())
          .withDetail("worker", slipway.desk().course().isWorkerAlive())
          .build();
    } catch (Store.Unavailable away) {
      return Health.down()
          .withDetail("store", String.valueOf(away.getMessage()))
          .withDetail("fix", away.fix())
          .build();
    }
  }
}
