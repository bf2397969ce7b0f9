package dev.slipway.outside.scheduler;

import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.task.Execution;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** What db-scheduler's client cannot ask of its table, or only in more words. */
final class ExecutionTable {
  private final JdbcTemplate sql;
  private final JdbcCustomization moments;

  /** An execution as its holder left it. */
  record Row(String task, String instance, long version, Instant heartbeat) {}

  ExecutionTable(DataSource source, JdbcCustomization moments) {
    this.sql = new JdbcTemplate(source);
    this.moments = moments;
  }

  /**
   * Writes down what is not there yet, to be executed at once. Who comes second finds it there: the
   * database skips the row, so that on PostgreSQL no transaction is spoilt by it.
   *
   * @return whether anything was new
   */
  boolean add(String task, Collection<String> instances, Instant now) {
    Set<String> missing = new TreeSet<>(instances);
    missing.removeAll(
        sql.queryForList(
            "select task_instance from scheduled_tasks where task_name = ?", String.class, task));
    int added = 0;
    for (String instance : missing) {
      added +=
          sql.update(
              """
              insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
              values (?, ?, ?, ?, 1) on conflict do nothing\
              """,
              statement -> {
                statement.setString(1, task);
                statement.setString(2, instance);
                moments.setInstant(statement, 3, now);
                statement.setBoolean(4, false);
              });
    }
    return added > 0;
  }

  /** Whether the row is as it was when it was picked, but for heartbeats. */
  boolean isUnchanged(Execution picked) {
    return !sql.queryForList(
            """
            select 1 from scheduled_tasks
            where task_name = ? and task_instance = ? and version = ? and picked = ?\
            """,
            Integer.class,
            picked.getTaskName(),
            picked.getId(),
            picked.version,
            true)
        .isEmpty();
  }

  /** What is due at a moment that a clock set back has moved far away is due now. */
  void bringNear(String task, Duration farthest, Instant now) {
    int unused =
        sql.update(
            """
            update scheduled_tasks set execution_time = ?, version = version + 1
            where task_name = ? and picked = ? and execution_time > ?\
            """,
            statement -> {
              moments.setInstant(statement, 1, now);
              statement.setString(2, task);
              statement.setBoolean(3, false);
              moments.setInstant(statement, 4, now.plus(farthest));
            });
  }

  /** PostgreSQL's clock, as it goes on within a transaction too. */
  Instant now() {
    return sql.query(
            "select clock_timestamp()",
            (row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
        .getFirst();
  }

  /** Who holds an execution now. */
  List<String> holders() {
    return sql
        .query(
            "select distinct picked_by from scheduled_tasks where picked = ?",
            (row, number) -> Optional.ofNullable(row.getString("picked_by")),
            true)
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Gives back what a dead worker holds, to be executed at once.
   *
   * @return whether there was anything
   */
  boolean inherit(String dead, Instant now) {
    return sql.update(
            """
            update scheduled_tasks
            set picked = ?, picked_by = null, last_heartbeat = null, execution_time = ?,
                version = version + 1
            where picked = ? and picked_by = ?\
            """,
            statement -> {
              statement.setBoolean(1, false);
              moments.setInstant(statement, 2, now);
              statement.setBoolean(3, true);
              statement.setString(4, dead);
            })
        > 0;
  }

  /** Executions whose last sign of life is of the future. */
  List<Row> fromTheFuture(Duration tolerated, Instant now) {
    return sql.query(
        """
        select task_name, task_instance, version, last_heartbeat from scheduled_tasks
        where picked = ? and last_heartbeat > ?\
        """,
        statement -> {
          statement.setBoolean(1, true);
          moments.setInstant(statement, 2, now.plus(tolerated));
        },
        (row, number) ->
            new Row(
                row.getString("task_name"),
                row.getString("task_instance"),
                row.getLong("version"),
                moments.getInstant(row, "last_heartbeat")));
  }

  /** Makes a row look as old as it is, unless its holder has shown a sign of life. */
  void age(Row row, Instant old) {
    int unused =
        sql.update(
            """
            update scheduled_tasks set last_heartbeat = ?
            where task_name = ? and task_instance = ? and version = ? and last_heartbeat = ?\
            """,
            statement -> {
              moments.setInstant(statement, 1, old);
              statement.setString(2, row.task());
              statement.setString(3, row.instance());
              statement.setLong(4, row.version());
              moments.setInstant(statement, 5, row.heartbeat());
            });
  }
}
