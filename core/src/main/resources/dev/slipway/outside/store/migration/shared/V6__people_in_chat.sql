-- What people want of a chat, and what a chat has confirmed. Text for every database alike.

-- When an approval by reaction was last seen to stand there. Before a start it counts for two minutes from then.
create table reaction_seen (
  stream text not null,
  plan_hash text not null,
  person text not null,                      -- the catalogue's key
  seen_micros bigint not null,
  primary key (stream, plan_hash, person)
);

-- Somebody is about to start a release and waits for its reactions to be looked at.
create table reaction_look (
  stream text primary key,
  wanted_micros bigint not null
);

-- What a person wants to be told in a direct message: MINE, APPROVALS or NOTHING.
create table personal_wish (
  person text primary key,                   -- the catalogue's key, whichever account asked
  wish text not null,
  at_micros bigint not null
);

-- A release's message stands in another channel than the one that is told.
create table chat_move (
  stream text not null,
  from_channel text not null,                -- as the catalogue tells it
  to_channel text not null,
  at_micros bigint not null,
  primary key (stream, from_channel)
);

-- Edits of one platform in a minute: each takes a place, whichever server makes it, and gives it back by itself.
create table chat_edit_place (
  platform text not null,
  place integer not null,
  taken_micros bigint not null,
  primary key (platform, place)
);
