package dev.slipway.outside.store;

import dev.slipway.health.Measure;
import dev.slipway.journal.Chain;
import dev.slipway.journal.Codec;
import dev.slipway.journal.Entry;
import dev.slipway.journal.Fact;
import dev.slipway.journal.Storable;
import dev.slipway.journal.Store;
import dev.slipway.journal.StreamName;
import dev.slipway.release.Actor;
import dev.slipway.release.EnvironmentName;
import dev.slipway.release.ReleaseId;
import dev.slipway.release.ServiceName;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes in plain SQL, inside the transaction that its caller opened. */
final class SqlWriter extends SqlReader implements Store.Writer {
  private final String node;

  SqlWriter(JdbcClient sql, Dialect dialect, String node) {
    super(sql, dialect);
    this.node = node;
  }

  @Override
  public Entry append(StreamName stream, long expectedVersion, Fact fact, Instant at, Actor by) {
    Optional<Store.Head> head = head(stream);
    long version = head.map(Store.Head::version).orElse(0L);
    if (version != expectedVersion) {
      throw conflict(stream, expectedVersion);
    }
    String previous = head.map(Store.Head::hash).orElse(Chain.BEGINNING);
    Entry entry = Chain.link(stream, version + 1, previous, Codec.encode(fact), at, by, node);
    moveHead(entry);
    sql.sql(
            """
            insert into journal_entry (stream, version, kind, shape, at_micros, actor, actor_kind, surface, node,
              body, previous_hash, hash) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """)
        .params(
            stream.value(),
            entry.version(),
            entry.kind(),
            entry.shape(),
            Chain.micros(entry.at()),
            entry.by().name(),
            entry.by().kind().name(),
            entry.by().surface(),
            entry.node(),
            entry.body(),
            entry.previousHash(),
            entry.hash())
        .update();
    return entry;
  }

  /** The guard: of two writers that read the same head, one finds it moved. */
  private void moveHead(Entry entry) {
    String stream = entry.stream().value();
    long before = entry.version() - 1;
    int moved =
        before == 0
            ? sql.sql(
                    "insert into stream_head (stream, version, hash) values (?, 1, ?) on conflict do nothing")
                .params(stream, entry.hash())
                .update()
            : sql.sql(
                    "update stream_head set version = ?, hash = ? where stream = ? and version = ?")
                .params(entry.version(), entry.hash(), stream, before)
                .update();
    if (moved != 1) {
      throw conflict(entry.stream(), before);
    }
  }

  private Store.Conflict conflict(StreamName stream, long expected) {
    return new Store.Conflict(
        stream
            + " was expected at version "
            + expected
            + " and is at "
            + version(stream)
            + ": another writer was first");
  }

  @Override
  public void summarize(Store.Summary summary) {
    sql.sql(
            """
            insert into release_summary (service, number, environment, version_label, from_version, state, health,
              stage, weight, reached, risk, owner, plan_hash, outcome_reason, created_micros, changed_micros,
              stream_version)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (service, number) do update set environment = excluded.environment,
              version_label = excluded.version_label, from_version = excluded.from_version, state = excluded.state,
              health = excluded.health, stage = excluded.stage, weight = excluded.weight, reached = excluded.reached,
              risk = excluded.risk, owner = excluded.owner, plan_hash = excluded.plan_hash,
              outcome_reason = excluded.outcome_reason, created_micros = excluded.created_micros,
              changed_micros = excluded.changed_micros, stream_version = excluded.stream_version\
            """)
        .params(
            summary.id().service().value(),
            summary.id().number(),
            summary.environment().value(),
            summary.version())
        .param(summary.fromVersion().orElse(null))
        .params(
            summary.state(), summary.health(), summary.stage(), summary.weight(), summary.reached())
        .param(summary.risk().orElse(null))
        .param(summary.owner())
        .param(summary.planHash().orElse(null))
        .param(summary.outcomeReason().orElse(null))
        .params(
            Chain.micros(summary.created()),
            Chain.micros(summary.changed()),
            summary.streamVersion())
        .update();
  }

  @Override
  public long nextNumber(ServiceName service) {
    return sql.sql("select coalesce(max(number), 0) + 1 from release_summary where service = ?")
        .param(service.value())
        .query(Long.class)
        .single();
  }

  @Override
  public boolean takeLock(EnvironmentName environment, ReleaseId holder, Instant at) {
    String service = holder.service().value();
    sql.sql("insert into service_lock values (?, ?, 0, 0, 0) on conflict do nothing")
        .params(service, environment.value())
        .update();
    int taken =
        sql.sql(
                """
                update service_lock set release_number = ?, fence = fence + 1, since_micros = ?
                where service = ? and environment = ? and release_number = 0\
                """)
            .params(holder.number(), Chain.micros(at), service, environment.value())
            .update();
    return taken == 1
        || lock(holder.service(), environment)
            .map(lock -> lock.holder().equals(holder))
            .orElse(false);
  }

  @Override
  public void releaseLock(EnvironmentName environment, ReleaseId holder) {
    sql.sql(
            "update service_lock set release_number = 0 where service = ? and environment = ? and release_number = ?")
        .params(holder.service().value(), environment.value(), holder.number())
        .update();
  }

  @Override
  public void stepIntended(StreamName stream, String step, int attempt, long intentVersion) {
    int written =
        sql.sql(
                """
                insert into step_ledger (stream, step, attempt, state, intent_version) values (?, ?, ?, 'INTENDED', ?)
                on conflict (stream, step, attempt) do update set state = 'INTENDED',
                  intent_version = excluded.intent_version, outcome_version = null
                where step_ledger.state in ('INTENDED', 'UNKNOWN')\
                """)
            .params(stream.value(), step, attempt, intentVersion)
            .update();
    if (written != 1) {
      throw new IllegalStateException(
          stream
              + ": attempt "
              + attempt
              + " of step "
              + step
              + " has an outcome and cannot be intended again");
    }
  }

  @Override
  public void stepEnded(
      StreamName stream, String step, int attempt, Store.StepState state, long outcomeVersion) {
    if (state == Store.StepState.INTENDED) {
      throw new IllegalArgumentException("INTENDED is no outcome");
    }
    int written =
        sql.sql(
                """
                update step_ledger set state = ?, outcome_version = ?
                where stream = ? and step = ? and attempt = ? and (state in ('INTENDED', 'UNKNOWN') or state = ?)\
                """)
            .params(state.name(), outcomeVersion, stream.value(), step, attempt, state.name())
            .update();
    if (written != 1) {
      throw new IllegalStateException(
          stream
              + ": attempt "
              + attempt
              + " of step "
              + step
              + " was not intended, or has another outcome");
    }
  }

  /** Writing the same check again changes nothing: a crash may have come between the two. */
  @Override
  public void recordCheck(StreamName stream, Store.Check check) {
    long at = Chain.micros(check.at());
    int written =
        sql.sql("insert into health_check values (?, ?, ?, ?, ?, ?) on conflict do nothing")
            .params(
                stream.value(),
                at,
                check.stretch(),
                check.covered().toNanos(),
                check.newRequests(),
                Codec.encode(check.judgement()))
            .update();
    if (written == 0) {
      return;
    }
    int position = 0;
    for (Measure measure : check.measures()) {
      Double value = measure.value().isPresent() ? measure.value().getAsDouble() : null;
      sql.sql("insert into measurement values (?, ?, ?, ?, ?, ?, ?, ?)")
          .params(stream.value(), at, measure.signal().key(), measure.side().name(), position++)
          .param(value)
          .params(measure.events(), measure.requests())
          .update();
    }
  }

  @Override
  public void heartbeat(Store.Worker worker) {
    sql.sql(
            """
            insert into worker (node, pid, host, seen_micros, program_version) values (?, ?, ?, ?, ?)
            on conflict (node) do update set pid = excluded.pid, host = excluded.host,
              seen_micros = excluded.seen_micros, program_version = excluded.program_version\
            """)
        .params(
            worker.node(),
            worker.pid(),
            worker.host(),
            Chain.micros(worker.seen()),
            worker.programVersion())
        .update();
  }

  @Override
  public void removeWorker(String node) {
    sql.sql("delete from worker where node = ?").param(Storable.text(node)).update();
  }

  @Override
  public void activateCatalogue(String hash, Optional<String> commit, Instant at, Actor by) {
    if (activeCatalogue().equals(Optional.of(hash))) {
      return;
    }
    append(
        StreamName.CATALOGUE,
        version(StreamName.CATALOGUE),
        new Fact.CatalogueActivated(hash, commit),
        at,
        by);
    sql.sql(
            "insert into active_catalogue values (1, ?) on conflict (one) do update set hash = excluded.hash")
        .param(hash)
        .update();
  }

  @Override
  public void keepCatalogue(String hash, String text) {
    sql.sql("insert into catalogue_text (hash, text) values (?, ?) on conflict do nothing")
        .params(hash, text)
        .update();
  }

  @Override
  public void addToken(Store.Token token, Actor by) {
    append(
        StreamName.TOKENS,
        version(StreamName.TOKENS),
        new Fact.TokenCreated(
            token.id(), token.holder(), token.purpose(), token.expires(), token.madeWith()),
        token.created(),
        by);
    sql.sql(
            """
            insert into token (id, holder, secret_hash, purpose, created_micros, created_by, expires_micros, made_with)
            values (?, ?, ?, ?, ?, ?, ?, ?)\
            """)
        .params(
            token.id(),
            token.holder(),
            token.secretHash(),
            token.purpose(),
            Chain.micros(token.created()),
            token.createdBy(),
            Chain.micros(token.expires()))
        .param(token.madeWith().orElse(null))
        .update();
  }

  @Override
  public void revokeToken(String id, String reason, Instant at, Actor by) {
    int ended =
        sql.sql("update token set revoked_micros = ? where id = ? and revoked_micros is null")
            .params(Chain.micros(at), id)
            .update();
    if (ended == 1) {
      append(
          StreamName.TOKENS, version(StreamName.TOKENS), new Fact.TokenRevoked(id, reason), at, by);
    }
  }

  @Override
  public void reactionSeen(StreamName stream, String planHash, String person, Instant at) {
    sql.sql(
            """
            insert into reaction_seen (stream, plan_hash, person, seen_micros) values (?, ?, ?, ?)
            on conflict (stream, plan_hash, person) do update set seen_micros = excluded.seen_micros\
            """)
        .params(stream.value(), planHash, person, Chain.micros(at))
        .update();
  }

  @Override
  public void keepWish(String person, Store.PersonalWish wish, Instant at) {
    sql.sql(
            """
            insert into personal_wish (person, wish, account, at_micros) values (?, ?, ?, ?)
            on conflict (person) do update set
              wish = excluded.wish,
              account = case excluded.account
                when '' then personal_wish.account else excluded.account end,
              at_micros = excluded.at_micros\
            """)
        .params(person, wish.wish(), wish.account().orElse(""), Chain.micros(at))
        .update();
  }

  @Override
  public void wantLook(StreamName stream, Instant at) {
    sql.sql(
            """
            insert into reaction_look (stream, wanted_micros) values (?, ?)
            on conflict (stream) do update set wanted_micros = excluded.wanted_micros\
            """)
        .params(stream.value(), Chain.micros(at))
        .update();
  }

  @Override
  public Entry seal(Instant at) {
    long version = version(StreamName.SEAL);
    List<Fact.SealedHead> grown =
        sql
            .sql(
                "select stream, version, hash from stream_head where sealed < version and stream <> 'seal'")
            .query(Rows::head)
            .list()
            .stream()
            .map(head -> new Fact.SealedHead(head.stream().value(), head.version(), head.hash()))
            .sorted(Comparator.comparing(Fact.SealedHead::stream))
            .toList();
    if (grown.isEmpty() && version > 0) {
      return entries(StreamName.SEAL, version - 1).getFirst();
    }
    Entry seal =
        append(StreamName.SEAL, version, new Fact.Sealed(grown), at, Actor.system("journal"));
    sql.sql("update stream_head set sealed = version where sealed < version and stream <> 'seal'")
        .update();
    return seal;
  }
}
