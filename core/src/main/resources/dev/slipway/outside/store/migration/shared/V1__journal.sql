-- Text for every database alike; what only one of them understands stands in that one's folder.

-- One row per stream. Its guarded update is what lets exactly one of two writers be next.
create table stream_head (
  stream text primary key,
  version bigint not null,
  hash text not null,
  sealed bigint not null default 0           -- the version that the newest seal saw
);

-- The journal: append-only, a hash chain per stream ('release/shop/42', 'catalog', 'seal').
create table journal_entry (
  stream text not null,
  version bigint not null,
  kind text not null,
  shape integer not null,                    -- format version of the body for this kind
  at_micros bigint not null,
  actor text not null,
  actor_kind text not null,
  surface text not null,
  node text not null,
  body text not null,                        -- canonical JSON; exactly these bytes are hashed
  previous_hash text not null,
  hash text not null,
  primary key (stream, version)
);

-- A fold of each release's stream. Lists read only this.
create table release_summary (
  service text not null,
  number bigint not null,
  environment text not null,
  version_label text not null,
  from_version text,
  state text not null,
  health text not null,
  stage integer not null,
  weight integer not null,
  reached integer not null,
  risk text,
  owner text not null,
  plan_hash text,
  outcome_reason text,
  created_micros bigint not null,
  changed_micros bigint not null,
  stream_version bigint not null,
  primary key (service, number)
);
create index release_summary_changed on release_summary (changed_micros);

-- Taken in the transaction that appends the start. A free lock keeps its row with number 0, so that the fence only rises.
create table service_lock (
  service text not null,
  environment text not null,
  release_number bigint not null,
  fence bigint not null,
  since_micros bigint not null,
  primary key (service, environment)
);

-- The newest entry of the stream 'catalog' in one row, compared by verification; starting a program reads only this.
create table active_catalogue (
  one integer primary key check (one = 1),
  hash text not null
);

create table step_ledger (
  stream text not null,
  step text not null,
  attempt integer not null,
  state text not null,                       -- INTENDED, DONE, FAILED or UNKNOWN
  intent_version bigint not null,
  outcome_version bigint,
  primary key (stream, step, attempt)
);

-- One check of a stretch of watching, and what was made of it.
create table health_check (
  stream text not null,
  at_micros bigint not null,
  stretch text not null,                     -- 'stage-2', 'observing', 'after-rollback'
  covered_nanos bigint not null,
  new_requests bigint not null,
  judgement text not null,                   -- canonical JSON
  primary key (stream, at_micros)
);

-- What a check measured. Not chained one by one.
create table measurement (
  stream text not null,
  at_micros bigint not null,
  signal text not null,
  side text not null,
  position integer not null,                 -- the order in which they were measured
  value double precision,
  events bigint not null,
  requests bigint not null,
  primary key (stream, at_micros, signal, side)
);

create table outbox (
  stream text not null,
  sequence bigint not null,
  channel text not null,
  body text not null,
  due_micros bigint not null,
  attempts integer not null,
  delivered_micros bigint,
  dead integer not null,
  primary key (channel, stream, sequence)
);

create table attachment (
  digest text primary key,
  media_type text not null,
  content text not null
);

create table worker (
  node text primary key,
  pid bigint not null,
  host text not null,
  seen_micros bigint not null,
  program_version text not null
);
