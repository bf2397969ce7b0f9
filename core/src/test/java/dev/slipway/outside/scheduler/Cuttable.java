package dev.slipway.outside.scheduler;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The way to a database, which a test may cut and mend. */
final class Cuttable extends DelegatingDataSource {
  private volatile boolean cut;

  Cuttable(DataSource source) {
    super(source);
  }

  void cut() {
    cut = true;
  }

  void mend() {
    cut = false;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (cut) {
      throw new SQLException("no way to the store, as the test wanted");
    }
    return super.getConnection();
  }
}
