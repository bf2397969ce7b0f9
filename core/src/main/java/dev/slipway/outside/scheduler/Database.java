package dev.slipway.outside.scheduler;

import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.SqliteJdbcCustomization;

/** How a database hands out what is due, and how it writes moments. */
public enum Database {
  /** Candidates are read, then picked one by one: SQLite has no rows to lock. */
  SQLITE {
    @Override
    void poll(SchedulerBuilder builder) {
      builder.pollUsingFetch(NEVER_REFILL, ALL_AT_ONCE);
    }

    @Override
    JdbcCustomization customization() {
      return new SqliteJdbcCustomization();
    }

    @Override
    boolean spansComputers() {
      return false;
    }
  },
  /** Picked while they are read, past the rows that others are picking. */
  POSTGRESQL {
    @Override
    void poll(SchedulerBuilder builder) {
      builder.pollUsingLockAndFetch(NEVER_REFILL, ALL_AT_ONCE);
    }

    @Override
    JdbcCustomization customization() {
      return new PostgreSqlJdbcCustomization(false, false);
    }

    @Override
    boolean spansComputers() {
      return true;
    }
  };

  /** Shares of {@link SchedulerLeases#MOST_AT_ONCE}: a look comes soon enough by itself. */
  private static final double NEVER_REFILL = 0.0;

  private static final double ALL_AT_ONCE = 1.0;

  abstract void poll(SchedulerBuilder builder);

  abstract JdbcCustomization customization();

  /** Whether workers on several computers, each with a clock of its own, may share it. */
  abstract boolean spansComputers();
}
