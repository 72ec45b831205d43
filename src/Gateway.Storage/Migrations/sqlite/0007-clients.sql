-- Who may ask for tokens, what was taken back before its time, and the keys that tokens are signed with. Nodes keep a copy of all of it, and read it again when the counter has moved.
create table client (
  issuer text not null,
  id text not null,
  disabled integer not null,
  updated integer not null,
  content text not null,
  primary key (issuer, id)
);
create table token_revoked (id text primary key, client text not null, ends integer not null);
create table signing_key (id text primary key, created integer not null, signs integer not null, ends integer, content blob not null);
insert into counter (name, value) values ('clients', 0);

-- Assertions that clients have shown, so that none is taken twice.
create table assertion_used (client text not null, id text not null, ends integer not null, primary key (client, id));
create index assertion_used_ends on assertion_used (ends);
