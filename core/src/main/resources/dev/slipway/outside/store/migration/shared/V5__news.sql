-- How far each stream was told to people and programs outside the team. Moves in the transaction that writes
-- the lines made of its entries, as in 'told', and apart from it: chats may be away while mail is not.
create table news_told (
  stream text primary key,
  version bigint not null
);

create index outbox_stream on outbox (stream);
