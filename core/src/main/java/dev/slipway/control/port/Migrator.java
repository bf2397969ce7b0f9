package dev.slipway.control.port;

import dev.slipway.migration.Migration;
import java.util.List;

/** Applies migrations to the service's database, each at most once. */
public interface Migrator {
  record Applied(String id, String checksum) {}

  /**
   * @throws OutsideFailure when the database does not answer
   */
  List<Applied> applied();

  Outcome apply(Migration migration);
}
