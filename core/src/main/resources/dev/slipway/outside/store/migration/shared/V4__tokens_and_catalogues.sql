-- Who may act over the network. The secret itself is kept nowhere: a database that is read gives nobody a right.
create table token (
  id text primary key,                       -- its public name
  holder text not null,
  secret_hash text not null,                 -- SHA-256 of the secret, 256 random bits
  purpose text not null,
  created_micros bigint not null,
  created_by text not null,
  expires_micros bigint not null,
  made_with text,                            -- the token that asked for it; revoked with that one
  revoked_micros bigint
);

-- The text of every catalogue that was ever active: what moves goes on with the one its plan was made from.
create table catalogue_text (
  hash text primary key,
  text text not null
);
