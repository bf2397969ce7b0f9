package dev.slipway.outside.store;

import java.sql.SQLException;
import java.util.Properties;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.jdbc4.JDBC4Connection;

/** Connections whose transactions begin once and end once. */
final class SqliteSource extends SQLiteDataSource {
  private static final String PREFIX = "jdbc:sqlite:";

  private final String file;

  SqliteSource(String file, SQLiteConfig config) {
    super(config);
    this.file = file;
    setUrl(PREFIX + file);
  }

  @Override
  public SQLiteConnection getConnection(String user, String password) throws SQLException {
    return new OneTransaction(file, getConfig().toProperties());
  }

  /**
   * The driver's own connection breaks two promises. When a transaction cannot begin it takes it
   * for begun, and every statement of the next one commits by itself. And its commit begins another
   * transaction at once, so that a commit that succeeded may be reported as failed because the file
   * is locked by then. Here a transaction begins with {@code setAutoCommit(false)} and ends with
   * {@code commit} or {@code rollback}; the next begins with {@code setAutoCommit(false)} again.
   */
  private static final class OneTransaction extends JDBC4Connection {
    private boolean begun;

    OneTransaction(String file, Properties properties) throws SQLException {
      super(PREFIX + file, file, properties);
    }

    @Override
    public void setAutoCommit(boolean on) throws SQLException {
      checkOpen();
      if (on && begun) {
        commit();
      }
      if (!on && !begun) {
        execute(transactionPrefix());
        begun = true;
      }
      getConnectionConfig().setAutoCommit(on);
    }

    @Override
    public void commit() throws SQLException {
      execute("commit;");
      begun = false;
    }

    @Override
    public void rollback() throws SQLException {
      try {
        execute("rollback;");
      } catch (SQLiteException e) {
        // A full disk and its like roll back by themselves; then there is nothing left to roll
        // back.
        if (e.getResultCode() != SQLiteErrorCode.SQLITE_ERROR) {
          throw e;
        }
      }
      begun = false;
    }

    private void execute(String sql) throws SQLException {
      getDatabase().exec(sql, false);
    }
  }
}
