package dev.slipway.outside.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.slipway.journal.Store;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A store in a relational database: one pool of connections that write, one that reads. */
public abstract sealed class SqlStore implements Store permits SqliteStore, PostgresStore {
  /** More than this, and somebody else is always first. */
  private static final int TRIES = 20;

  /** After the first time; each further one may be longer by as much. */
  private static final int LONGEST_PAUSE_MILLIS = 20;

  private final HikariDataSource writing;
  private final HikariDataSource reading;
  private final TransactionTemplate writes;
  private final TransactionTemplate reads;
  private final SqlWriter writer;
  private final SqlReader reader;
  private final Faults faults;

  SqlStore(
      HikariDataSource writing,
      JdbcTransactionManager writeTransactions,
      HikariDataSource reading,
      JdbcTransactionManager readTransactions,
      Dialect dialect,
      String node,
      Faults faults) {
    this.writing = writing;
    this.reading = reading;
    // A commit that failed must not come true later, when its connection is used again.
    writeTransactions.setRollbackOnCommitFailure(true);
    this.writes = new TransactionTemplate(writeTransactions);
    this.reads = new TransactionTemplate(readTransactions);
    this.writer = new SqlWriter(JdbcClient.create(writing), dialect, node);
    this.reader = new SqlReader(JdbcClient.create(reading), dialect);
    this.faults = faults;
  }

  /**
   * The connections that write, for a library that brings tables of its own into this database.
   * Behind a proxy that knows Spring's transactions it takes part in {@link #write}; without one it
   * waits on SQLite for the only connection there is.
   */
  public final DataSource dataSource() {
    return writing;
  }

  @Override
  public final <T> T read(Function<Reader, T> work) {
    try {
      return reads.execute(status -> work.apply(reader));
    } catch (RuntimeException e) {
      throw faults.translate(Faults.first(e));
    }
  }

  /** The same in SQL, for tables that are beside the journal. */
  final <T> T reading(Function<JdbcClient, T> work) {
    return read(unused -> work.apply(reader.sql));
  }

  @Override
  public final <T> T write(Function<Writer, T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return writes.execute(status -> work.apply(writer));
      } catch (RuntimeException e) {
        RuntimeException fault = Faults.first(e);
        if (attempt == TRIES || !mayRepeat(fault)) {
          throw faults.translate(fault);
        }
        pause(attempt);
      }
    }
  }

  /** A write inside another one cannot be repeated by itself: the whole is undone. */
  private boolean mayRepeat(RuntimeException fault) {
    return faults.isPassing(fault) && !TransactionSynchronizationManager.hasResource(writing);
  }

  /** Of different length for each, so that those who met once do not meet again. */
  private static void pause(int attempt) {
    int longest = LONGEST_PAUSE_MILLIS * attempt;
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(1, longest));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public final void close() {
    reading.close();
    writing.close();
  }
}
