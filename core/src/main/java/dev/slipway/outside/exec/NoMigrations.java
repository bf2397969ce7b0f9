package dev.slipway.outside.exec;

import dev.slipway.control.port.Migrator;
import dev.slipway.control.port.Outcome;
import dev.slipway.migration.Migration;
import dev.slipway.rollout.Happening.Changed;
import java.util.List;

/** The deploy command applies what it needs; Slipway runs no migration here and knows of none. */
record NoMigrations() implements Migrator {
  @Override
  public List<Applied> applied() {
    return List.of();
  }

  @Override
  public Outcome apply(Migration migration) {
    return new Outcome.Failed(
        migration.id() + " is not run: this target has no database of its own", Changed.NO);
  }
}
