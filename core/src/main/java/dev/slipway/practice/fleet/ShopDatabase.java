package dev.slipway.practice.fleet;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The shop's database: one SQLite file with orders and the history of its schema. All SQL runs on
 * one thread of its own; orders are written in batches a few times a second.
 */
final class ShopDatabase implements AutoCloseable {
  record Applied(String id, String checksum, long appliedAt) {}

  record Order(long id, String version, Optional<String> coupon) {}

  private record Booking(
      long id, long atMillis, String version, String instance, boolean knowsCoupons) {}

  private interface Sql<T> {
    T run() throws SQLException;
  }

  private final Connection connection;
  private final FleetLog log;
  private final Queue<Booking> bookings = new ConcurrentLinkedQueue<>();
  private final AtomicLong lastOrder = new AtomicLong();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("database").factory());
  private boolean couponColumn;

  ShopDatabase(Path file, FleetLog log) throws SQLException {
    this.log = log;
    this.connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma journal_mode = wal");
      statement.execute("pragma synchronous = normal");
      statement.execute("pragma busy_timeout = 5000");
      statement.executeUpdate(
          "create table if not exists orders"
              + " (id integer primary key, placed_at integer not null, version text not null, instance text not null)");
      statement.executeUpdate(
          "create table if not exists schema_history"
              + " (id text primary key, checksum text not null, applied_at integer not null)");
      try (ResultSet newest = statement.executeQuery("select coalesce(max(id), 0) from orders")) {
        lastOrder.set(newest.next() ? newest.getLong(1) : 0);
      }
    }
    couponColumn = hasCouponColumn();
    var unused = thread.scheduleWithFixedDelay(this::flushLoudly, 200, 200, TimeUnit.MILLISECONDS);
  }

  /** Books an order; it is in the file a moment later. */
  long book(String version, String instance, boolean knowsCoupons) {
    long id = lastOrder.incrementAndGet();
    bookings.add(new Booking(id, System.currentTimeMillis(), version, instance, knowsCoupons));
    return id;
  }

  long orders() {
    return lastOrder.get();
  }

  Optional<Order> order(long id) throws InterruptedException {
    return onThread(() -> {
      flush();
      String columns = couponColumn ? "id, version, coupon" : "id, version, null";
      try (PreparedStatement find =
          connection.prepareStatement("select " + columns + " from orders where id = ?")) {
        find.setLong(1, id);
        ResultSet row = find.executeQuery();
        return row.next()
            ? Optional.of(
                new Order(row.getLong(1), row.getString(2), Optional.ofNullable(row.getString(3))))
            : Optional.empty();
      }
    });
  }

  List<Applied> applied() throws InterruptedException {
    return onThread(this::readHistory);
  }

  /**
   * Applies a migration in one transaction, once by id.
   *
   * @return whether it changed anything now
   * @throws Refusal 409 when the id was applied with another checksum, 422 when the SQL fails: then
   *     nothing is changed
   */
  boolean migrate(String id, String checksum, String sql) throws InterruptedException {
    return onThread(() -> {
      flush();
      for (Applied applied : readHistory()) {
        if (applied.id().equals(id)) {
          if (applied.checksum().equals(checksum)) {
            return false;
          }
          throw new Refusal(409, id + " was applied with another checksum: " + applied.checksum());
        }
      }
      inTransaction(id, checksum, sql);
      couponColumn = hasCouponColumn();
      log.say("migration " + id + " applied");
      return true;
    });
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (thread.awaitTermination(2, TimeUnit.SECONDS)) {
        flush();
        connection.close();
      }
    } catch (SQLException broken) {
      log.say("the database did not close cleanly: " + broken);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private void inTransaction(String id, String checksum, String sql) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement();
        PreparedStatement note =
            connection.prepareStatement(
                "insert into schema_history (id, checksum, applied_at) values (?, ?, ?)")) {
      // A migration that ends the transaction itself would leave half of it behind: its savepoint
      // is then gone, which fails.
      statement.executeUpdate("savepoint migration");
      statement.executeUpdate(sql);
      note.setString(1, id);
      note.setString(2, checksum);
      note.setLong(3, System.currentTimeMillis());
      note.executeUpdate();
      statement.executeUpdate("release migration");
      connection.commit();
    } catch (SQLException broken) {
      try {
        connection.rollback();
      } catch (SQLException nothingToRollBack) {
        throw new Refusal(
            500, id + " ended its own transaction; look at the database before going on");
      }
      throw new Refusal(422, id + " failed and changed nothing: " + broken.getMessage());
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private List<Applied> readHistory() throws SQLException {
    Map<String, Applied> history = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select id, checksum, applied_at from schema_history")) {
      while (rows.next()) {
        history.put(
            rows.getString(1), new Applied(rows.getString(1), rows.getString(2), rows.getLong(3)));
      }
    }
    return List.copyOf(history.values());
  }

  private boolean hasCouponColumn() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet columns =
            statement.executeQuery("select name from pragma_table_info('orders')")) {
      while (columns.next()) {
        if ("coupon".equals(columns.getString(1))) {
          return true;
        }
      }
      return false;
    }
  }

  private void flushLoudly() {
    try {
      flush();
    } catch (SQLException broken) {
      log.say("orders could not be written: " + broken);
    }
  }

  private void flush() throws SQLException {
    List<Booking> batch = new ArrayList<>();
    for (Booking booking = bookings.poll(); booking != null; booking = bookings.poll()) {
      batch.add(booking);
    }
    if (batch.isEmpty()) {
      return;
    }
    String columns =
        couponColumn
            ? "id, placed_at, version, instance, coupon"
            : "id, placed_at, version, instance";
    String values = couponColumn ? "?, ?, ?, ?, ?" : "?, ?, ?, ?";
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into orders (" + columns + ") values (" + values + ")")) {
      for (Booking booking : batch) {
        insert.setLong(1, booking.id());
        insert.setLong(2, booking.atMillis());
        insert.setString(3, booking.version());
        insert.setString(4, booking.instance());
        if (couponColumn) {
          insert.setString(5, couponOf(booking));
        }
        insert.addBatch();
      }
      int[] unused = insert.executeBatch();
      connection.commit();
    } catch (SQLException broken) {
      connection.rollback();
      throw broken;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /** Every fifth buyer has a coupon; a version that does not know the column leaves it empty. */
  private static @Nullable String couponOf(Booking booking) {
    return booking.knowsCoupons() && booking.id() % 5 == 0 ? "WELCOME" : null;
  }

  private <T> T onThread(Sql<T> sql) throws InterruptedException {
    try {
      return thread.submit(sql::run).get();
    } catch (ExecutionException broken) {
      if (broken.getCause() instanceof Refusal refusal) {
        throw refusal;
      }
      throw new Refusal(503, "the database does not answer: " + broken.getCause());
    }
  }
}
