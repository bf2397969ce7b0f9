package dev.slipway.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** D1: phases are recognised from the SQL, and only what is provably additive counts as expand. */
class PhaseJudgeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  \n-- nothing here\n;;\n",
        "create table invoice (id bigint primary key, total numeric not null);",
        "CREATE TABLE IF NOT EXISTS invoice (id bigint)",
        "create table a.invoice (id bigint references customer(id) check (id > 0)) partition by range (id)",
        "create table t (id int) without rowid, strict;",
        "create table t (id int); create unique index on t (id); create index t_low on t using btree (lower(id::text))",
        "create table t (id int default nextval('s'), at timestamptz default now()); insert into t (id) values (1), (-2), (default)",
        "create table t (id int, n text); insert into t values (1, 'it''s; drop table t'), (2, null)",
        "create type mood as enum ('sad', 'ok'); alter table person add column mood mood default 'ok'",
        "create type pair as (a int, b text)",
        "create sequence if not exists s start with 10 increment by -1 owned by t.id",
        "create view v as select * from invoice",
        "create view v (a, b) as with x as (select 1) select 1, 2 from x",
        "create schema if not exists billing authorization owner",
        "alter table invoice add column note text;",
        "alter table if exists only public.invoice add column if not exists note text null",
        "ALTER TABLE invoice\n ADD\n COLUMN note varchar(40) collate \"C\" default 'x',\n add other int not null default 0",
        "alter table invoice add region text not null default 'eu'",
        "alter table invoice add column a jsonb not null default '{}'::jsonb, add b text[] default array[]::text[]",
        "alter table invoice add column at timestamp(3) with time zone default timestamp '2025-01-01'",
        "alter table invoice add column p double precision default (-1.5e3), add column q character varying(3)",
        "alter table invoice add column n numeric(10, 2) default NULL",
        "create index concurrently invoice_due on invoice(due);",
        "create index concurrently if not exists i on invoice using gin (doc jsonb_path_ops) where gone is null and kind in ('a', 'b')",
        "create index concurrently a on t (x desc nulls last) include (y); create index concurrently b on t (z)",
        "comment on table invoice is 'never drop table invoice'",
        "-- drop table invoice;\ncomment on column invoice.note is null;",
        "comment on table t is E'it\\'s; drop table t'",
        "comment on table t is $$ '; drop table t; -- $$",
        "comment on table t is $a$ $$; drop table t; $b$ $a$",
        "comment on table t is 'two\nlines' /* drop table t; */",
        "create table \"odd \"\" name; x\" (id int)",
        "\uFEFFcreate table t (id int);\r\ncreate index i on t (id);\r\n",
        "alter table t add column dropped_at timestamptz, add column updates int default 0",
      })
  void provesWhatOnlyAdds(String sql) {
    assertEquals(
        Phase.EXPAND,
        PhaseJudge.judge(sql).phase(),
        () -> PhaseJudge.judge(sql).reasons().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE invoice\n  DROP\n  COLUMN note;",
        "alter table invoice drop column note",
        "create index invoice_due on invoice(due);",
        "create unique index concurrently i on invoice(due)",
        "create index concurrently i on invoice((doc->>'x'))",
        "create index concurrently i on invoice(lower(name))",
        "create index concurrently i on invoice(a) where f(a) > 0",
        "create index concurrently i on invoice(a) where a / b > 0",
        "create index concurrently i on invoice(a); create table t (id int)",
        "alter table invoice add column region text not null;",
        "alter table invoice add column region text not null default null",
        "alter table invoice add column id uuid default gen_random_uuid()",
        "alter table invoice add column id timestamptz default now()",
        "alter table invoice add column id timestamptz default current_timestamp",
        "alter table invoice add column id text default ()",
        "alter table invoice add column id text default (select 'x')",
        "alter table invoice add column id serial",
        "alter table invoice add column mail email_domain",
        "alter table invoice add column id text unique",
        "alter table invoice add column id text primary key",
        "alter table invoice add column id int references customer(id)",
        "alter table invoice add column id int check (id > 0)",
        "alter table invoice add column id int constraint c not null default 1",
        "alter table invoice add column id int generated always as (1) stored",
        "alter table invoice add column id int generated by default as identity",
        "alter table invoice add column id int, alter column note set not null",
        "alter table invoice add constraint c foreign key (a) references b(a) not valid",
        "alter table invoice add unique (a)",
        "alter table invoice add primary key using index i",
        "alter table invoice add column (a int, b int)",
        "alter table invoice rename column note to remark, add colum x int;",
        "alter table invoice alter column a type bigint",
        "alter table invoice set schema other",
        "alter type mood add value 'great'",
        "alter index i rename to j",
        "do $$ begin execute 'alter table ' || 'invoice' || ' drop column note'; end $$;",
        "update invoice set region = 'eu' where region is null;",
        "insert into invoice values (1)",
        "create table if not exists t (id int); insert into t values (1)",
        "create table if not exists t (id int); create index i on t (id)",
        "create table t (id int); insert into public.t values (1)",
        "create table t (id int); insert into \"T\" values (1)",
        "create table t (id int); insert into t values (wipe_all())",
        "create table t (id int); insert into t select wipe_all()",
        "create table t (id int default wipe_all()); insert into t values (default)",
        "create table t (id int default wipe.now()); insert into t values (default)",
        "create table t (id int); create index i on t (wipe_all(id))",
        "create table pg_class (id int); insert into pg_class values (1)",
        "create table t as select * from invoice",
        "create table t (a) as select wipe_all()",
        "create table t (select wipe_all())",
        "create table t (id int) select wipe_all()",
        "create table t () inherits (invoice)",
        "create table t partition of invoice for values in (1)",
        "create table t (id int references c(id) on delete cascade)",
        "create temp table invoice (id int)",
        "create or replace view v as select 1",
        "create materialized view v as select 1",
        "create function f() returns int language sql as 'select 1'",
        "create trigger x before insert on invoice for each row execute function f()",
        "create extension pgcrypto",
        "create schema s create table t (id int)",
        "create view v as with x as (delete from invoice returning *) select * from x",
        "drop table invoice",
        "drop index concurrently i",
        "truncate invoice",
        "delete from invoice",
        "select wipe_all()",
        "with x as (select 1) select wipe_all()",
        "call wipe_all()",
        "copy invoice from stdin",
        "set lock_timeout = '5s'",
        "begin; create table t (id int); commit",
        "grant all on invoice to public",
        "lock table invoice",
        "vacuum full",
        "nonsense",
        "'just a string'",
        "create",
        "create table",
        "alter table",
        "comment on",
        "insert into",
        "create table \"to drop\" (id int)",
        "merge into invoice using x on (true) when matched then do nothing",
        "explain analyze create table t (id int)",
      })
  void leavesEverythingElseToAPerson(String sql) {
    PhaseJudge.Judgement judged = PhaseJudge.judge(sql);
    assertEquals(Phase.UNSAFE, judged.phase());
    assertTrue(judged.reasons().getFirst().startsWith("line "), judged.reasons()::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "comment on table t is 'a\\'; drop table t; --'",
        "comment on table t is 'open",
        "comment on table t is $x$ open $y$",
        "create table \"open (id int)",
        "/* open",
        "/* a /* b */ drop table t; */ create table t (id int)",
        "/*! drop table t */ create table t (id int)",
        "create table t (id int --x; drop table t\n)",
        "-- line one\rdrop table t",
        "create table t (id int)\0",
        "create table t (id int \u2028)",
        "create table `t` (id int)",
        "create table t (id int) # comment",
        "create table [a'b] (id int)",
        "create table t (id int); \\i other.sql",
        "create table ${schema}.t (id int)",
        "-- ${anything}\ncreate table t (id int)",
        "create table :name (id int)",
        "create table t (id int; x int)",
        "create table t (id int))",
        "create table t (id int",
        "comment on table t is U&'\\0041'",
        "comment on table t is N'x'",
        "create table r\uFFFDn (id int)",
        "create table \u00e9t\u00e9 (id int)",
        "create table a$b (id int)",
        "comment on table t is $1",
        "create table t (id int);\u00A0drop table x",
      })
  void givesUpWhereDatabasesMayReadItDifferently(String sql) {
    List<String> reasons = PhaseJudge.judge(sql).reasons();
    assertEquals(Phase.UNSAFE, PhaseJudge.judge(sql).phase());
    assertTrue(reasons.getFirst().contains("cannot be judged: "), reasons::toString);
    assertEquals(1, reasons.size());
  }

  @Test
  void saysWhyStatementByStatement() {
    assertEquals(
        List.of(
            "line 2: drops something the running version may use",
            "line 4: updates data",
            "line 5: renames something the running version may use",
            "line 6: blocks writes while it builds an index; CREATE INDEX CONCURRENTLY does not"),
        PhaseJudge.judge(
                """
                create table t (id int);
                alter table a
                 drop column b;
                update a set b = 1;
                alter table a rename to b;
                create index i on a (b);
                """)
            .reasons());
    assertEquals(
        List.of("line 1: creates a table", "line 2: creates an index on a new table"),
        PhaseJudge.judge("create table t (id int);\ncreate index i on t (id)").reasons());
  }

  @Test
  void neverRepeatsTheTextOfAStatement() {
    for (String reason :
        PhaseJudge.judge("alter table \u001b]0;x add \"\u202Ey\" z; evil\u0007word secret")
            .reasons()) {
      assertTrue(reason.chars().allMatch(c -> c >= ' ' && c < 127), reason);
      assertTrue(!reason.contains("secret") && !reason.contains("evil"), reason);
    }
  }

  @Test
  void countsReasonsBeyondTwenty() {
    List<String> reasons = PhaseJudge.judge("drop table a;\n".repeat(25)).reasons();
    assertEquals(21, reasons.size());
    assertEquals("and 5 more", reasons.getLast());
  }

  @Test
  void judgesFiveMegabytesInTime() {
    String rows =
        "create table t (id int, n text);\ninsert into t values (1, 'x')"
            + ",\n(2, 'it''s')".repeat(400_000)
            + ";";
    String many = "comment on table t is 'x';\n".repeat(200_000);
    String open = "/* ".repeat(1_500_000) + "$a$ ' ".repeat(10);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          assertEquals(Phase.EXPAND, PhaseJudge.judge(rows).phase());
          assertEquals(Phase.EXPAND, PhaseJudge.judge(many).phase());
          assertEquals(Phase.UNSAFE, PhaseJudge.judge(open).phase());
          assertEquals(Phase.UNSAFE, PhaseJudge.judge("(".repeat(2_000_000)).phase());
          assertEquals(
              Phase.UNSAFE,
              PhaseJudge.judge(
                      "alter table t add column c int default "
                          + "(".repeat(100_000)
                          + "1"
                          + ")".repeat(100_000))
                  .phase());
        });
  }
}
