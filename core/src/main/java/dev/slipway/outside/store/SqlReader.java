package dev.slipway.outside.store;

import dev.slipway.health.Measure;
import dev.slipway.journal.Chain;
import dev.slipway.journal.Codec;
import dev.slipway.journal.Entry;
import dev.slipway.journal.Storable;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.journal.Summaries;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads in plain SQL that every supported database understands. */
class SqlReader implements Store.Reader {
  final JdbcClient sql;
  private final Dialect dialect;

  SqlReader(JdbcClient sql, Dialect dialect) {
    this.sql = sql;
    this.dialect = dialect;
  }

  @Override
  public List<Entry> entries(StreamName stream, long afterVersion) {
    return sql.sql("select * from journal_entry where stream = ? and version > ? order by version")
        .params(stream.value(), afterVersion)
        .query(Rows::entry)
        .list();
  }

  @Override
  public long version(StreamName stream) {
    return head(stream).map(Store.Head::version).orElse(0L);
  }

  @Override
  public List<StreamName> streams() {
    return sql.sql("select stream from stream_head union select stream from journal_entry")
        .query((row, number) -> new StreamName(row.getString(1)))
        .list();
  }

  @Override
  public Optional<Store.Head> head(StreamName stream) {
    return sql.sql("select stream, version, hash from stream_head where stream = ?")
        .param(stream.value())
        .query(Rows::head)
        .optional();
  }

  @Override
  public List<Store.Summary> summaries(Store.Query query) {
    StringBuilder text = new StringBuilder("select * from release_summary where 1 = 1");
    List<Object> values = new ArrayList<>();
    query
        .service()
        .ifPresent(service -> {
          text.append(" and service = ?");
          values.add(service.value());
        });
    query
        .environment()
        .ifPresent(environment -> {
          text.append(" and environment = ?");
          values.add(environment.value());
        });
    if (query.movingOnly()) {
      text.append(" and state not in (")
          .append(String.join(", ", Collections.nCopies(Summaries.STATES_AT_REST.size(), "?")))
          .append(')');
      values.addAll(Summaries.STATES_AT_REST);
    }
    text.append(" order by changed_micros desc, service, number desc limit ?");
    values.add(query.limit());
    return sql.sql(text.toString()).params(values).query(Rows::summary).list();
  }

  @Override
  public Optional<Store.Summary> summary(ReleaseId id) {
    return sql.sql("select * from release_summary where service = ? and number = ?")
        .params(id.service().value(), id.number())
        .query(Rows::summary)
        .optional();
  }

  @Override
  public Optional<Store.Lock> lock(ServiceName service, EnvironmentName environment) {
    return sql.sql(
            "select * from service_lock where service = ? and environment = ? and release_number > 0")
        .params(service.value(), environment.value())
        .query(Rows::lock)
        .optional();
  }

  @Override
  public Optional<Store.StepRow> step(StreamName stream, String step, int attempt) {
    return sql.sql("select * from step_ledger where stream = ? and step = ? and attempt = ?")
        .params(stream.value(), step, attempt)
        .query(Rows::step)
        .optional();
  }

  @Override
  public List<Store.StepRow> steps(StreamName stream) {
    return sql.sql(
            "select * from step_ledger where stream = ? order by intent_version, step, attempt")
        .param(stream.value())
        .query(Rows::step)
        .list();
  }

  @Override
  public List<Store.Check> checks(StreamName stream, Instant since) {
    long from = Chain.micros(since);
    Map<Long, List<Measure>> measures = new HashMap<>();
    sql.sql(
            "select * from measurement where stream = ? and at_micros >= ? order by at_micros, position")
        .params(stream.value(), from)
        .query(row -> {
          measures
              .computeIfAbsent(row.getLong("at_micros"), at -> new ArrayList<>())
              .add(Rows.measure(row));
        });
    return sql.sql(
            "select * from health_check where stream = ? and at_micros >= ? order by at_micros")
        .params(stream.value(), from)
        .query((row, number) -> {
          long at = row.getLong("at_micros");
          return new Store.Check(
              row.getString("stretch"),
              Chain.instant(at),
              Duration.ofNanos(row.getLong("covered_nanos")),
              row.getLong("new_requests"),
              Codec.judgement(row.getString("judgement")),
              measures.getOrDefault(at, List.of()));
        })
        .list();
  }

  @Override
  public List<Store.Worker> workers() {
    return sql.sql("select * from worker order by seen_micros desc, node")
        .query(Rows::worker)
        .list();
  }

  @Override
  public Optional<String> activeCatalogue() {
    return sql.sql("select hash from active_catalogue").query(String.class).optional();
  }

  @Override
  public Optional<String> catalogueText(String hash) {
    return sql.sql("select text from catalogue_text where hash = ?")
        .param(hash)
        .query(String.class)
        .optional();
  }

  @Override
  public List<Store.Token> tokens() {
    return sql.sql("select * from token order by created_micros desc, id")
        .query(Rows::token)
        .list();
  }

  @Override
  public Optional<Store.Token> token(String id) {
    return sql.sql("select * from token where id = ?")
        .param(Storable.text(id))
        .query(Rows::token)
        .optional();
  }

  @Override
  public Map<String, Instant> reactionsSeen(StreamName stream, String planHash) {
    Map<String, Instant> seen = new HashMap<>();
    sql.sql("select person, seen_micros from reaction_seen where stream = ? and plan_hash = ?")
        .params(stream.value(), planHash)
        .query(row -> {
          seen.put(row.getString(1), Chain.instant(row.getLong(2)));
        });
    return seen;
  }

  @Override
  public Map<String, Store.PersonalWish> personalWishes() {
    Map<String, Store.PersonalWish> wishes = new HashMap<>();
    sql.sql("select person, wish, account from personal_wish")
        .query(row -> {
          wishes.put(
              row.getString(1),
              new Store.PersonalWish(
                  row.getString(2),
                  Optional.of(row.getString(3)).filter(account -> !account.isEmpty())));
        });
    return wishes;
  }

  @Override
  public Map<StreamName, Instant> looksWanted(Instant after) {
    Map<StreamName, Instant> wanted = new HashMap<>();
    sql.sql("select stream, wanted_micros from reaction_look where wanted_micros > ?")
        .param(Chain.micros(after))
        .query(row -> {
          wanted.put(new StreamName(row.getString(1)), Chain.instant(row.getLong(2)));
        });
    return wanted;
  }

  @Override
  public Instant now() {
    return Chain.instant(sql.sql("select " + dialect.nowMicros()).query(Long.class).single());
  }
}
