package dev.slipway.outside.smoke;

import dev.slipway.plan.SmokeCheck.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One select in a transaction that may only read. Time and size are limited where the data is: a
 * check that was given up does not go on in the database.
 */
final class Selects {
  private static final String LARGEST_RESULT = "1M";

  private Selects() {}

  static String make(Attempt attempt, Kind.Select check) throws NotWell {
    attempt.doing("ask the database");
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(check.url());
    source.setUser(check.user());
    if (check.password().isPresent()) {
      source.setPassword(attempt.secret(check.password().get()));
    }
    int seconds = Math.max(1, (int) attempt.left().toSeconds());
    source.setConnectTimeout(seconds);
    source.setSocketTimeout(seconds);
    source.setReadOnly(true);
    source.setApplicationName("slipway smoke check");
    try {
      source.setProperty("maxResultBuffer", LARGEST_RESULT);
      try (Connection connection = source.getConnection()) {
        connection.setAutoCommit(false);
        return read(attempt, connection, check);
      }
    } catch (SQLException refused) {
      throw new NotWell("the database refuses: " + refused.getMessage());
    }
  }

  private static String read(Attempt attempt, Connection connection, Kind.Select check)
      throws SQLException, NotWell {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local statement_timeout = " + attempt.leftMillis());
      statement.setMaxRows(1);
      try (ResultSet rows = statement.executeQuery(attempt.filled(check.statement()))) {
        if (!rows.next()) {
          throw new NotWell("the select finds no row");
        }
        Optional<String> value = Optional.ofNullable(rows.getString(1));
        String words =
            value.map(text -> "the first value is " + text).orElse("the first value is null");
        if (check.expected().isPresent() && !check.expected().equals(value)) {
          throw new NotWell(words + ", expected " + check.expected().get());
        }
        return words;
      }
    }
  }
}
