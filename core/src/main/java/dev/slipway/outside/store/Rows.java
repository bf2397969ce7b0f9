package dev.slipway.outside.store;

import dev.slipway.health.Measure;
import dev.slipway.health.Side;
import dev.slipway.health.Signal;
import dev.slipway.journal.Chain;
import dev.slipway.journal.Entry;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.release.Actor;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** Rows of the database as values of the journal. */
final class Rows {
  private Rows() {}

  static Entry entry(ResultSet row, int number) throws SQLException {
    return new Entry(
        new StreamName(row.getString("stream")),
        row.getLong("version"),
        row.getString("kind"),
        row.getInt("shape"),
        Chain.instant(row.getLong("at_micros")),
        new Actor(
            row.getString("actor"),
            actorKind(row.getString("actor_kind")),
            row.getString("surface")),
        row.getString("node"),
        row.getString("body"),
        row.getString("previous_hash"),
        row.getString("hash"));
  }

  /** A kind nobody wrote is read all the same: the entry's hash tells that it was changed. */
  private static Actor.Kind actorKind(String name) {
    for (Actor.Kind kind : Actor.Kind.values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    return Actor.Kind.UNKNOWN;
  }

  static Store.Head head(ResultSet row, int number) throws SQLException {
    return new Store.Head(
        new StreamName(row.getString("stream")), row.getLong("version"), row.getString("hash"));
  }

  static Store.Summary summary(ResultSet row, int number) throws SQLException {
    return new Store.Summary(
        new ReleaseId(new ServiceName(row.getString("service")), row.getLong("number")),
        new EnvironmentName(row.getString("environment")),
        row.getString("version_label"),
        text(row, "from_version"),
        row.getString("state"),
        row.getString("health"),
        row.getInt("stage"),
        row.getInt("weight"),
        row.getInt("reached"),
        text(row, "risk"),
        row.getString("owner"),
        text(row, "plan_hash"),
        text(row, "outcome_reason"),
        Chain.instant(row.getLong("created_micros")),
        Chain.instant(row.getLong("changed_micros")),
        row.getLong("stream_version"));
  }

  static Store.Lock lock(ResultSet row, int number) throws SQLException {
    ServiceName service = new ServiceName(row.getString("service"));
    return new Store.Lock(
        service,
        new EnvironmentName(row.getString("environment")),
        new ReleaseId(service, row.getLong("release_number")),
        row.getLong("fence"),
        Chain.instant(row.getLong("since_micros")));
  }

  static Store.StepRow step(ResultSet row, int number) throws SQLException {
    long outcome = row.getLong("outcome_version");
    Optional<Long> outcomeVersion = row.wasNull() ? Optional.empty() : Optional.of(outcome);
    return new Store.StepRow(
        row.getString("step"),
        row.getInt("attempt"),
        Store.StepState.valueOf(row.getString("state")),
        row.getLong("intent_version"),
        outcomeVersion);
  }

  static Measure measure(ResultSet row) throws SQLException {
    double value = row.getDouble("value");
    OptionalDouble measured = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
    return new Measure(
        new Signal(row.getString("signal")),
        Side.valueOf(row.getString("side")),
        measured,
        row.getLong("events"),
        row.getLong("requests"));
  }

  static Store.Worker worker(ResultSet row, int number) throws SQLException {
    return new Store.Worker(
        row.getString("node"),
        row.getLong("pid"),
        row.getString("host"),
        Chain.instant(row.getLong("seen_micros")),
        row.getString("program_version"));
  }

  static Store.Token token(ResultSet row, int number) throws SQLException {
    long revoked = row.getLong("revoked_micros");
    Optional<Instant> end = row.wasNull() ? Optional.empty() : Optional.of(Chain.instant(revoked));
    return new Store.Token(
        row.getString("id"),
        row.getString("holder"),
        row.getString("secret_hash"),
        row.getString("purpose"),
        Chain.instant(row.getLong("created_micros")),
        row.getString("created_by"),
        Chain.instant(row.getLong("expires_micros")),
        text(row, "made_with"),
        end);
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }
}
