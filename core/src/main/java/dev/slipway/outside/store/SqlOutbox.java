package dev.slipway.outside.store;

import dev.slipway.journal.Chain;
import dev.slipway.journal.Storable;
import dev.slipway.journal.StreamName;
import dev.slipway.notice.Outbox;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The outbox as tables beside the journal. */
public final class SqlOutbox implements Outbox {
  /** Stands in the table of streams, and is none. */
  private static final String BEGUN = "-";

  private static final String OPEN = "state in ('WAITING', 'SENT_UNCERTAIN')";

  /** What waits for the end of quiet hours is late only from there on. */
  private static final String SINCE =
      "case when coalesce(trouble, '') = '' and due_micros > made_micros then due_micros else made_micros end";

  private final SqlStore store;
  private final JdbcClient sql;
  private final ClaimTable claims;
  private final PlaceTable places;

  /** The table of how far streams were told. */
  private final String told;

  private SqlOutbox(SqlStore store, String told) {
    this.store = store;
    this.told = told;
    this.claims = new ClaimTable(store);
    this.places = new PlaceTable(store);
    this.sql = JdbcClient.create(store.dataSource());
  }

  /** For the team's chats. */
  public SqlOutbox(SqlStore store) {
    this(store, "told");
  }

  /** For people and programs outside the team, who may be told earlier or later. */
  public static SqlOutbox ofNews(SqlStore store) {
    return new SqlOutbox(store, "news_told");
  }

  @Override
  public void begin(List<StreamName> over) {
    int unused =
        store.write(writer -> {
          over.forEach(stream -> {
            int unusedRows =
                sql.sql("insert into " + told + " values (?, ?) on conflict do nothing")
                    .params(stream.value(), writer.version(stream))
                    .update();
          });
          return sql.sql("insert into " + told + " values (?, 0) on conflict do nothing")
              .param(BEGUN)
              .update();
        });
  }

  @Override
  public boolean hasBegun() {
    return store.reading(reads ->
        reads
            .sql("select 1 from " + told + " where stream = ?")
            .param(BEGUN)
            .query(Integer.class)
            .optional()
            .isPresent());
  }

  @Override
  public List<Behind> behind() {
    return store.reading(reads ->
        reads
            .sql(
                """
                select h.stream, coalesce(t.version, 0), h.version from stream_head h
                left join %s t on t.stream = h.stream
                where h.stream like 'release/%%' and coalesce(t.version, 0) < h.version order by h.stream\
                """
                    .formatted(told))
            .query((row, number) ->
                new Behind(new StreamName(row.getString(1)), row.getLong(2), row.getLong(3)))
            .list());
  }

  @Override
  public boolean tell(Behind behind, List<Line> lines) {
    return store.write(writer -> {
      if (!move(behind)) {
        return false;
      }
      lines.forEach(this::add);
      return true;
    });
  }

  @Override
  public void ask(Line line) {
    int unused = store.write(writer -> add(line));
  }

  @Override
  public boolean allows(String what, int most, Duration within, Instant now) {
    return places.take(what, most, within, now);
  }

  private int add(Line line) {
    return sql.sql(
            "insert into outbox values (?, ?, ?, ?, ?, ?, ?, 0, 'WAITING', null, null) on conflict do nothing")
        .params(
            line.channel(),
            line.stream().value(),
            line.sequence(),
            line.urgency(),
            Storable.text(line.body()),
            Chain.micros(line.made()),
            Chain.micros(line.due()))
        .update();
  }

  /** The guard: of two servers that read the same entries, one finds them told. */
  private boolean move(Behind behind) {
    String stream = behind.stream().value();
    return behind.told() == 0
        ? sql.sql("insert into " + told + " values (?, ?) on conflict do nothing")
                .params(stream, behind.version())
                .update()
            == 1
        : sql.sql("update " + told + " set version = ? where stream = ? and version = ?")
                .params(behind.version(), stream, behind.told())
                .update()
            == 1;
  }

  @Override
  public List<Line> open(String channel) {
    return store.reading(reads ->
        reads
            .sql(
                "select * from outbox where channel = ? and "
                    + OPEN
                    + " order by urgency, stream, sequence")
            .param(channel)
            .query(SqlOutbox::line)
            .list());
  }

  @Override
  public List<Line> openOf(String beginning) {
    return store.reading(reads ->
        reads
            .sql(
                "select * from outbox where substr(channel, 1, ?) = ? and "
                    + OPEN
                    + " order by urgency, made_micros, stream, sequence, channel")
            .params(beginning.length(), beginning)
            .query(SqlOutbox::line)
            .list());
  }

  @Override
  public List<Line> of(StreamName stream) {
    return store.reading(reads ->
        reads
            .sql("select * from outbox where stream = ? order by sequence, channel")
            .param(stream.value())
            .query(SqlOutbox::line)
            .list());
  }

  @Override
  public void keep(Line line) {
    int unused =
        store.write(writer ->
            sql.sql(
                    """
                    update outbox set due_micros = ?, attempts = ?, state = ?, message = ?, trouble = ?
                    where channel = ? and stream = ? and sequence = ?\
                    """)
                .params(Chain.micros(line.due()), line.attempts(), line.state().name())
                .param(line.message().orElse(null))
                .params(
                    Storable.text(line.trouble()),
                    line.channel(),
                    line.stream().value(),
                    line.sequence())
                .update());
  }

  @Override
  public boolean keep(Line line, String claimed, String holder) {
    return store.write(writer -> {
      boolean held = claims.isHeld(claimed, holder);
      if (held) {
        keep(line);
      }
      return held;
    });
  }

  @Override
  public Optional<Line> find(Line line) {
    return store.reading(reads ->
        reads
            .sql("select * from outbox where channel = ? and stream = ? and sequence = ?")
            .params(line.channel(), line.stream().value(), line.sequence())
            .query(SqlOutbox::line)
            .optional());
  }

  @Override
  public List<Line> dead(int most) {
    return store.reading(reads ->
        reads
            .sql("select * from outbox where state = 'DEAD' order by made_micros desc limit ?")
            .param(most)
            .query(SqlOutbox::line)
            .list());
  }

  @Override
  public Optional<Instant> oldest(Instant now) {
    return store.reading(reads ->
        reads
            .sql(
                "select "
                    + SINCE
                    + " from outbox where "
                    + OPEN
                    + " and (due_micros <= ? or attempts > 0) order by 1 limit 1")
            .param(Chain.micros(now))
            .query((row, number) -> Chain.instant(row.getLong(1)))
            .optional());
  }

  @Override
  public List<Backlog> backlog(Instant now) {
    return store.reading(reads ->
        reads
            .sql(
                """
                select channel, sum(late) as late, min(case when late = 1 then since_micros end) as oldest,
                  sum(case when state = 'DEAD' then 1 else 0 end) as dead
                from (select channel, state, %s as since_micros,
                    case when state <> 'DEAD' and (due_micros <= ? or attempts > 0) then 1 else 0 end as late
                  from outbox where state in ('WAITING', 'SENT_UNCERTAIN', 'DEAD')) open
                group by channel order by channel\
                """
                    .formatted(SINCE))
            .param(Chain.micros(now))
            .query(SqlOutbox::backlog)
            .list());
  }

  private static Backlog backlog(ResultSet row, int number) throws SQLException {
    long micros = row.getLong("oldest");
    Optional<Instant> oldest =
        row.wasNull() ? Optional.empty() : Optional.of(Chain.instant(micros));
    return new Backlog(row.getString("channel"), row.getLong("late"), oldest, row.getLong("dead"));
  }

  @Override
  public int prune(Instant before, int most) {
    return store.write(writer ->
        sql.sql(
                """
                delete from outbox where (channel, stream, sequence) in (
                  select o.channel, o.stream, o.sequence from outbox o
                  where o.state in ('POSTED', 'DROPPED', 'DEAD') and o.due_micros < ? and o.made_micros < ?
                    and not exists (select 1 from chat_message m where m.channel = o.channel
                      and m.stream = o.stream and m.state in ('NEW', 'UNCERTAIN', 'STANDING'))
                  limit ?)\
                """)
            .params(Chain.micros(before), Chain.micros(before), most)
            .update());
  }

  private static Line line(ResultSet row, int number) throws SQLException {
    return new Line(
        row.getString("channel"),
        new StreamName(row.getString("stream")),
        row.getLong("sequence"),
        row.getInt("urgency"),
        row.getString("body"),
        Chain.instant(row.getLong("made_micros")),
        Chain.instant(row.getLong("due_micros")),
        row.getInt("attempts"),
        Line.State.valueOf(row.getString("state")),
        Optional.ofNullable(row.getString("message")),
        Optional.ofNullable(row.getString("trouble")).orElse(""));
  }
}
