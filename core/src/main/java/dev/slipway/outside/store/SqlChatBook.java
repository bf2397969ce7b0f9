package dev.slipway.outside.store;

import dev.slipway.journal.Chain;
import dev.slipway.journal.Storable;
import dev.slipway.journal.StreamName;
import dev.slipway.notice.ChatBook;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What chats are remembered by, as tables beside the journal. */
public final class SqlChatBook implements ChatBook {
  /** Between the words of a line; no word that was typed holds it. */
  private static final String BETWEEN = "\n";

  private final SqlStore store;
  private final JdbcClient sql;
  private final ClaimTable claims;
  private final PlaceTable places;

  public SqlChatBook(SqlStore store) {
    this.store = store;
    this.claims = new ClaimTable(store);
    this.places = new PlaceTable(store);
    this.sql = JdbcClient.create(store.dataSource());
  }

  @Override
  public boolean isFirst(String event, Instant at) {
    return 1
        == store.write(writer ->
            sql.sql("insert into chat_event values (?, ?) on conflict do nothing")
                .params(event, Chain.micros(at))
                .update());
  }

  @Override
  public void forget(Instant before) {
    int unused =
        store.write(writer ->
            sql.sql("delete from chat_event where at_micros < ?")
                    .param(Chain.micros(before))
                    .update()
                + sql.sql("delete from chat_question where at_micros < ?")
                    .param(Chain.micros(before))
                    .update());
  }

  @Override
  public void ask(Question question) {
    String line = String.join(BETWEEN, question.words().stream().map(SqlChatBook::flat).toList());
    int unused =
        store.write(writer ->
            sql.sql("insert into chat_question values (?, ?, ?, ?, ?, null)")
                .params(
                    question.token(),
                    question.account(),
                    line,
                    question.footing(),
                    Chain.micros(question.at()))
                .update());
  }

  private static String flat(String word) {
    return Storable.text(word).replace(BETWEEN, " ");
  }

  @Override
  public Optional<Question> answer(String token, String account, Instant at) {
    return store.write(writer -> {
      int taken =
          sql.sql(
                  """
                  update chat_question set answered_micros = ?
                  where token = ? and account = ? and answered_micros is null\
                  """)
              .params(Chain.micros(at), token, account)
              .update();
      return taken == 0
          ? Optional.<Question>empty()
          : sql.sql("select * from chat_question where token = ?")
              .param(token)
              .query((row, number) ->
                  new Question(
                      row.getString("token"),
                      row.getString("account"),
                      List.of(row.getString("line").split(BETWEEN, -1)),
                      row.getLong("footing"),
                      Chain.instant(row.getLong("at_micros"))))
              .optional();
    });
  }

  @Override
  public List<Standing> open(String channel) {
    return store.reading(reads ->
        reads
            .sql(
                "select * from chat_message where channel = ? and state in ('NEW', 'UNCERTAIN', 'STANDING') order by stream, slot desc")
            .param(channel)
            .query(SqlChatBook::standing)
            .list());
  }

  @Override
  public Optional<Standing> find(String channel, StreamName stream, String slot) {
    return store.reading(reads ->
        reads
            .sql("select * from chat_message where channel = ? and stream = ? and slot = ?")
            .params(channel, stream.value(), slot)
            .query(SqlChatBook::standing)
            .optional());
  }

  @Override
  public Optional<Standing> of(String channel, String message) {
    return store.reading(reads ->
        reads
            .sql("select * from chat_message where channel = ? and message = ?")
            .params(channel, message)
            .query(SqlChatBook::standing)
            .optional());
  }

  @Override
  public void keep(Standing kept) {
    int unused =
        store.write(writer ->
            written(
                kept,
                """
                do update set generation = excluded.generation,
                  message = excluded.message, revision = excluded.revision, shown = excluded.shown,
                  shown_micros = excluded.shown_micros, posted_micros = excluded.posted_micros,
                  due_micros = excluded.due_micros, attempts = excluded.attempts,
                  reminders = excluded.reminders, state = excluded.state, trouble = excluded.trouble\
                """));
  }

  @Override
  public void add(Standing fresh) {
    int unused = store.write(writer -> written(fresh, "do nothing"));
  }

  @Override
  public boolean keep(Standing kept, String holder) {
    return store.write(writer -> {
      boolean held = claims.isHeld(kept.channel(), holder);
      if (held) {
        keep(kept);
      }
      return held;
    });
  }

  @Override
  public void doubt(Standing standing) {
    int unused =
        store.write(writer ->
            sql.sql(
                    """
                    update chat_message set shown = '', shown_micros = 0, state = 'STANDING'
                    where channel = ? and stream = ? and slot = ? and message = ? and state in ('STANDING', 'CLOSED')\
                    """)
                .params(standing.channel(), standing.stream().value(), standing.slot())
                .param(standing.message().orElse(null))
                .update());
  }

  /**
   * @param conflict what becomes of it when it is there already
   */
  private int written(Standing kept, String conflict) {
    return sql.sql(
            """
            insert into chat_message (channel, stream, slot, generation, message, revision, shown, shown_micros,
              posted_micros, due_micros, attempts, reminders, state, trouble)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (channel, stream, slot) \
            """
                + conflict)
        .params(kept.channel(), kept.stream().value(), kept.slot(), kept.generation())
        .param(kept.message().orElse(null))
        .params(
            kept.revision(),
            Storable.text(kept.shown()),
            Chain.micros(kept.shownAt()),
            Chain.micros(kept.postedAt()),
            Chain.micros(kept.due()),
            kept.attempts(),
            kept.reminders(),
            kept.state().name(),
            Storable.text(kept.trouble()))
        .update();
  }

  private static Standing standing(ResultSet row, int number) throws SQLException {
    return new Standing(
        row.getString("channel"),
        new StreamName(row.getString("stream")),
        row.getString("slot"),
        row.getInt("generation"),
        Optional.ofNullable(row.getString("message")),
        row.getLong("revision"),
        row.getString("shown"),
        Chain.instant(row.getLong("shown_micros")),
        Chain.instant(row.getLong("posted_micros")),
        Chain.instant(row.getLong("due_micros")),
        row.getInt("attempts"),
        row.getInt("reminders"),
        Standing.State.valueOf(row.getString("state")),
        Optional.ofNullable(row.getString("trouble")).orElse(""));
  }

  @Override
  public List<Reaction> reactions(String channel, String message) {
    return store.reading(reads ->
        reads
            .sql(
                "select * from chat_reaction where channel = ? and message = ? order by at_micros, account, emoji")
            .params(channel, message)
            .query((row, number) ->
                new Reaction(
                    row.getString("account"),
                    row.getString("emoji"),
                    Reaction.Outcome.valueOf(row.getString("outcome")),
                    Chain.instant(row.getLong("at_micros"))))
            .list());
  }

  @Override
  public boolean keepReaction(String channel, String message, Reaction reaction) {
    return 1
        == store.write(writer ->
            sql.sql("insert into chat_reaction values (?, ?, ?, ?, ?, ?) on conflict do nothing")
                .params(
                    channel,
                    message,
                    reaction.account(),
                    reaction.emoji(),
                    reaction.outcome().name(),
                    Chain.micros(reaction.at()))
                .update());
  }

  @Override
  public void settleReaction(String channel, String message, Reaction reaction) {
    int unused =
        store.write(writer ->
            sql.sql(
                    "update chat_reaction set outcome = ? where channel = ? and message = ? and account = ? and emoji = ?")
                .params(
                    reaction.outcome().name(),
                    channel,
                    message,
                    reaction.account(),
                    reaction.emoji())
                .update());
  }

  @Override
  public void dropReaction(String channel, String message, String account, String emoji) {
    int unused =
        store.write(writer ->
            sql.sql(
                    "delete from chat_reaction where channel = ? and message = ? and account = ? and emoji = ?")
                .params(channel, message, account, emoji)
                .update());
  }

  @Override
  public List<Claim> claims(Instant now) {
    return claims.all(now);
  }

  @Override
  public boolean claim(
      String channel, String holder, Optional<String> ended, Instant now, Duration length) {
    return claims.claim(channel, holder, ended, now, length);
  }

  @Override
  public void letGo(String channel, String holder) {
    claims.letGo(channel, holder);
  }

  @Override
  public boolean take(String what, int most, Duration each, Instant now) {
    return places.take(what, most, each, now);
  }

  @Override
  public Map<StreamName, Map<String, String>> moves() {
    return store.reading(reads -> {
      Map<StreamName, Map<String, String>> moves = new HashMap<>();
      reads
          .sql("select stream, from_channel, to_channel from chat_move")
          .query(row -> {
            String unused =
                moves
                    .computeIfAbsent(new StreamName(row.getString(1)), stream -> new HashMap<>())
                    .put(row.getString(2), row.getString(3));
          });
      return moves;
    });
  }

  @Override
  public void move(StreamName stream, String from, String to, Instant at) {
    int unused =
        store.write(writer -> {
          String before =
              sql.sql("select to_channel from chat_move where stream = ? and from_channel = ?")
                  .params(stream.value(), from)
                  .query(String.class)
                  .optional()
                  .orElse(from);
          int lines =
              sql.sql(
                      """
                      update outbox set channel = ?, state = 'WAITING', attempts = 0
                      where channel = ? and stream = ? and state in ('WAITING', 'SENT_UNCERTAIN')
                        and not exists (select 1 from outbox there
                          where there.channel = ? and there.stream = outbox.stream and there.sequence = outbox.sequence)\
                      """)
                  .params(to, before, stream.value(), to)
                  .update();
          return lines
              + sql.sql(
                      """
                      insert into chat_move (stream, from_channel, to_channel, at_micros) values (?, ?, ?, ?)
                      on conflict (stream, from_channel) do update set to_channel = excluded.to_channel,
                        at_micros = excluded.at_micros\
                      """)
                  .params(stream.value(), from, to, Chain.micros(at))
                  .update();
        });
  }
}
