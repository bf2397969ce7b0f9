package dev.slipway.outside.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.slipway.journal.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.sqlite.SQLiteConfig;

/**
 * The journal in one SQLite file that belongs to one user.
 *
 * <p>One connection writes, in IMMEDIATE transactions: a transaction that reads first and asks for
 * the write lock later fails when another process wrote in between. A few connections read, each
 * read in a transaction of its own, so that it sees one moment. What a write acknowledged survives
 * a crash (synchronous=FULL).
 */
public final class SqliteStore implements Store {
  private static final Duration BUSY = Duration.ofSeconds(5);
  private static final int READERS = 4;

  private final HikariDataSource writing;
  private final HikariDataSource reading;
  private final TransactionTemplate writes;
  private final TransactionTemplate reads;
  private final SqlWriter writer;
  private final SqlReader reader;
  private final SqliteFaults faults;

  private SqliteStore(
      HikariDataSource writing, HikariDataSource reading, String node, SqliteFaults faults) {
    this.writing = writing;
    this.reading = reading;
    this.writes = new TransactionTemplate(transactions(writing));
    this.reads = new TransactionTemplate(transactions(reading));
    this.writer = new SqlWriter(JdbcClient.create(writing), node);
    this.reader = new SqlReader(JdbcClient.create(reading));
    this.faults = faults;
  }

  /**
   * Opens the store, creating file (mode 0600) and folder (0700) where they are missing, and brings
   * its schema up to date.
   *
   * @param node names this process in every entry it writes: host and pid
   * @param programVersion compared with the workers at this store before its schema is changed
   * @throws Unavailable when the file cannot be used: locked, read-only, no space, no SQLite file,
   *     of a newer Slipway
   */
  public static SqliteStore open(Path file, String node, String programVersion) {
    return open(file, node, programVersion, BUSY);
  }

  static SqliteStore open(Path file, String node, String programVersion, Duration busy) {
    Path path = file.toAbsolutePath().normalize();
    SqliteFaults faults = new SqliteFaults(path);
    SqliteFile.prepare(path);
    SqliteSource writeSource = new SqliteSource(path.toString(), writeConfig(busy));
    HikariDataSource writing = null;
    try {
      new SqliteSchema(writeSource, path, programVersion).bringUpToDate();
      writing = pool("slipway-write", writeSource, 1, busy);
      HikariDataSource reading =
          pool("slipway-read", new SqliteSource(path.toString(), readConfig(busy)), READERS, busy);
      return new SqliteStore(writing, reading, node, faults);
    } catch (RuntimeException e) {
      if (writing != null) {
        writing.close();
      }
      throw faults.translate(e);
    }
  }

  @Override
  public <T> T read(Function<Reader, T> work) {
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
  public void close() {
    reading.close();
    writing.close();
  }

  private static JdbcTransactionManager transactions(HikariDataSource pool) {
    JdbcTransactionManager manager = new JdbcTransactionManager(pool);
    // A commit that failed must not come true later, when its connection is used again.
    manager.setRollbackOnCommitFailure(true);
    return manager;
  }

  private static SQLiteConfig writeConfig(Duration busy) {
    SQLiteConfig config = new SQLiteConfig();
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout((int) busy.toMillis());
    return config;
  }

  private static SQLiteConfig readConfig(Duration busy) {
    SQLiteConfig config = new SQLiteConfig();
    config.setTransactionMode(SQLiteConfig.TransactionMode.DEFERRED);
    config.setBusyTimeout((int) busy.toMillis());
    return config;
  }

  private static HikariDataSource pool(String name, SqliteSource source, int size, Duration busy) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(source);
    config.setMaximumPoolSize(size);
    // Connections are opened when they are needed: most runs of the program need one.
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    // Beyond SQLite's own patience, so that a locked file is told as what it is.
    config.setConnectionTimeout(busy.plusSeconds(5).toMillis());
    if (size > 1) {
      config.setConnectionInitSql("pragma query_only = true");
    }
    return new HikariDataSource(config);
  }
}
