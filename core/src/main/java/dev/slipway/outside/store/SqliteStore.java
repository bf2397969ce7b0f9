package dev.slipway.outside.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.sqlite.SQLiteConfig;

/**
 * The journal in one SQLite file that belongs to one user.
 *
 * <p>One connection writes, in IMMEDIATE transactions: a transaction that reads first and asks for
 * the write lock later fails when another process wrote in between. A few connections read, each
 * read in a transaction of its own, so that it sees one moment. What a write acknowledged survives
 * a crash (synchronous=FULL).
 */
public final class SqliteStore extends SqlStore {
  private static final Duration BUSY = Duration.ofSeconds(5);
  private static final int READERS = 4;

  private SqliteStore(
      HikariDataSource writing, HikariDataSource reading, String node, SqliteFaults faults) {
    super(
        writing,
        new JdbcTransactionManager(writing),
        reading,
        new JdbcTransactionManager(reading),
        Dialect.SQLITE,
        node,
        faults);
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
      new Schema(writeSource, Dialect.SQLITE, path.toString(), programVersion).bringUpToDate();
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

  /**
   * What is in a file that is there, without changing any of it.
   *
   * @throws Unavailable as {@link #open(Path, String, String)} does
   */
  public static SchemaState look(Path file, String programVersion) {
    Path path = file.toAbsolutePath().normalize();
    try {
      SqliteSource source = new SqliteSource(path.toString(), readConfig(BUSY));
      return new Schema(source, Dialect.SQLITE, path.toString(), programVersion).state();
    } catch (RuntimeException e) {
      throw new SqliteFaults(path).translate(e);
    }
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
