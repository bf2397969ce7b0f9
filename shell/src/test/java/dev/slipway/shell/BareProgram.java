package dev.slipway.shell;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The least a program on this stack can do with a store: open the file and read one row. */
final class BareProgram {
  private BareProgram() {}

  public static void main(String[] arguments) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + arguments[0]);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select version_label from release_summary limit 1")) {
      System.out.println(row.next() ? row.getString(1) : "");
    }
  }
}
