package dev.slipway.outside.store;

import dev.slipway.journal.Chain;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What may be done so often in a time by all servers together: each time takes a place, which comes
 * back by itself.
 */
final class PlaceTable {
  private final SqlStore store;
  private final JdbcClient sql;

  PlaceTable(SqlStore store) {
    this.store = store;
    this.sql = JdbcClient.create(store.dataSource());
  }

  boolean take(String what, int places, Duration each, Instant now) {
    Instant at = store.now(now);
    return store.write(writer -> {
      long free = Chain.micros(at.minus(each));
      // Of two that find the same place free, the second one finds it taken.
      int taken =
          sql.sql(
                  """
                  update chat_edit_place set taken_micros = ?
                  where platform = ? and taken_micros <= ? and place = (
                    select place from chat_edit_place
                    where platform = ? and place < ? and taken_micros <= ? order by taken_micros, place limit 1)\
                  """)
              .params(Chain.micros(at), what, free, what, places, free)
              .update();
      return taken == 1 || newPlace(what, places, at);
    });
  }

  /** Places are made as they are needed. */
  private boolean newPlace(String what, int places, Instant at) {
    int next =
        sql.sql("select count(*) from chat_edit_place where platform = ?")
            .param(what)
            .query(Integer.class)
            .single();
    return next < places
        && sql.sql("insert into chat_edit_place values (?, ?, ?) on conflict do nothing")
                .params(what, next, Chain.micros(at))
                .update()
            == 1;
  }
}
