package dev.slipway.control;

import dev.slipway.control.port.Documents;
import dev.slipway.control.port.Leases;
import dev.slipway.health.Judge;
import dev.slipway.journal.ReleaseRecord;
import dev.slipway.journal.Store;
import dev.slipway.rollout.Unshown;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * What a driver works with.
 *
 * @param work runs steps, several at once when asked to
 * @param watch asks metrics; a source that hangs keeps its thread
 * @param trouble hears what goes wrong, one line each
 * @param lease the right to drive; asked right before a share is changed
 * @param proofs what nobody has shown yet of what the plan asks for
 */
public record DriverMeans(
    Books books,
    Clock clock,
    Judge judge,
    Documents documents,
    Executor work,
    Executor watch,
    Consumer<String> trouble,
    Leases.Lease lease,
    BiFunction<Store.Reader, ReleaseRecord, Optional<Unshown>> proofs) {
  /** Where nobody can show anything: what asks for it waits. */
  public DriverMeans(
      Books books,
      Clock clock,
      Judge judge,
      Documents documents,
      Executor work,
      Executor watch,
      Consumer<String> trouble,
      Leases.Lease lease) {
    this(
        books,
        clock,
        judge,
        documents,
        work,
        watch,
        trouble,
        lease,
        (reader, release) -> Optional.empty());
  }
}
