-- What was told in which chat, and what stands there. Text for every database alike.

-- The table that V1 foresaw was never written; this one knows what a platform may answer.
drop table outbox;

-- How far each stream was told. Moves in the very transaction that writes the lines made of its entries.
create table told (
  stream text primary key,
  version bigint not null
);

-- Lines that wait to be posted, and those that were. A line is never changed, only how far it came.
create table outbox (
  channel text not null,                     -- 'slack:C024BE7LR'
  stream text not null,
  sequence bigint not null,                  -- its order among the lines of the stream
  urgency integer not null,                  -- 0 comes first
  body text not null,
  made_micros bigint not null,
  due_micros bigint not null,
  attempts integer not null,
  state text not null,                       -- WAITING, SENT_UNCERTAIN, POSTED, DROPPED or DEAD
  message text,                              -- the platform's id of it
  trouble text,
  primary key (channel, stream, sequence)
);
create index outbox_open on outbox (state, channel, urgency);

-- Messages that are edited in place: a release's root message, the request for its approvals.
create table chat_message (
  channel text not null,
  stream text not null,
  slot text not null,                        -- 'root', 'ask/<plan hash>'
  generation integer not null,               -- grows when it is posted anew
  message text,                              -- the platform's id of it; null while none is known
  revision bigint not null,                  -- grows with every visible change
  shown text not null,                       -- digest of what it shows
  shown_micros bigint not null,
  posted_micros bigint not null,
  due_micros bigint not null,                -- not looked at before
  attempts integer not null,
  reminders integer not null,
  state text not null,                       -- NEW, UNCERTAIN, STANDING, CLOSED or DEAD
  trouble text,
  primary key (channel, stream, slot)
);
create index chat_message_of on chat_message (channel, message);

-- Reactions that counted, or that were looked at and did not.
create table chat_reaction (
  channel text not null,
  message text not null,
  account text not null,
  emoji text not null,
  outcome text not null,                     -- COUNTED, REFUSED or SEEN
  at_micros bigint not null,
  primary key (channel, message, account, emoji)
);

-- Events that somebody has taken on: of two servers that hear one, the first writes its row.
create table chat_event (
  event text primary key,
  at_micros bigint not null
);
create index chat_event_at on chat_event (at_micros);

-- Lines that wait for an answer of whoever typed them.
create table chat_question (
  token text primary key,
  account text not null,
  line text not null,
  footing bigint not null,                   -- what the release stood on when it was asked
  at_micros bigint not null,
  answered_micros bigint
);

-- Which server looks after a channel, and until when without a word from it.
create table chat_claim (
  channel text primary key,
  holder text not null,
  until_micros bigint not null
);
