package dev.slipway.outside.store;

import dev.slipway.journal.Chain;
import dev.slipway.notice.ChatBook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which server looks after which channel. */
final class ClaimTable {
  private static final String DATABASE_TIME =
      "select cast(extract(epoch from clock_timestamp()) * 1000000 as bigint)";

  private final SqlStore store;
  private final JdbcClient sql;

  ClaimTable(SqlStore store) {
    this.store = store;
    this.sql = JdbcClient.create(store.dataSource());
  }

  List<ChatBook.Claim> all(Instant now) {
    return store.reading(reads -> {
      long time = time(reads, now);
      return reads
          .sql("select channel, holder, until_micros from chat_claim")
          .query((row, number) ->
              new ChatBook.Claim(row.getString(1), row.getString(2), row.getLong(3) <= time))
          .list();
    });
  }

  boolean claim(
      String channel, String holder, Optional<String> ended, Instant now, Duration length) {
    return 1
        == store.write(writer -> {
          long time = time(sql, now);
          return sql.sql(
                  """
                  insert into chat_claim values (?, ?, ?)
                  on conflict (channel) do update set holder = excluded.holder, until_micros = excluded.until_micros
                  where chat_claim.holder = excluded.holder or chat_claim.holder = ? or chat_claim.until_micros <= ?\
                  """)
              .params(channel, holder, time + length.toNanos() / 1_000, ended.orElse(holder), time)
              .update();
        });
  }

  /** Inside a transaction: holds up whoever would take the channel until it has ended. */
  boolean isHeld(String channel, String holder) {
    return 1
        == sql.sql("update chat_claim set holder = holder where channel = ? and holder = ?")
            .params(channel, holder)
            .update();
  }

  void letGo(String channel, String holder) {
    int unused =
        store.write(writer ->
            sql.sql("delete from chat_claim where channel = ? and holder = ?")
                .params(channel, holder)
                .update());
  }

  /** Computers that share a database may disagree about the time; its own is the time then. */
  private long time(JdbcClient at, Instant own) {
    return store instanceof PostgresStore
        ? at.sql(DATABASE_TIME).query(Long.class).single()
        : Chain.micros(own);
  }
}
