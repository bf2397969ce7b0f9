package dev.slipway.outside.store;

import com.zaxxer.hikari.HikariDataSource;
import dev.slipway.journal.Store;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A store in a relational database: one pool of connections that write, one that reads. */
public abstract sealed class SqlStore implements Store permits SqliteStore {
  private final HikariDataSource writing;
  private final HikariDataSource reading;
  private final TransactionTemplate writes;
  private final TransactionTemplate reads;
  private final SqlWriter writer;
  private final SqlReader reader;
  private final Faults faults;

  SqlStore(
      HikariDataSource writing,
      HikariDataSource reading,
      Dialect dialect,
      String node,
      Faults faults) {
    this.writing = writing;
    this.reading = reading;
    this.writes = new TransactionTemplate(transactions(writing));
    this.reads = new TransactionTemplate(transactions(reading));
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
    return in(reads, () -> work.apply(reader));
  }

  @Override
  public <T> T write(Function<Writer, T> work) {
    return in(writes, () -> work.apply(writer));
  }

  private <T> T in(TransactionTemplate transactions, Supplier<T> work) {
    try {
      return transactions.execute(status -> work.get());
    } catch (RuntimeException e) {
      throw faults.translate(e);
    }
  }

  @Override
  public final void close() {
    reading.close();
    writing.close();
  }

  private static JdbcTransactionManager transactions(HikariDataSource pool) {
    JdbcTransactionManager manager = new JdbcTransactionManager(pool);
    // A commit that failed must not come true later, when its connection is used again.
    manager.setRollbackOnCommitFailure(true);
    return manager;
  }
}
