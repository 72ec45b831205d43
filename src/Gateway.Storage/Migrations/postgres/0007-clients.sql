-- Who may ask for tokens, what was taken back before its time, and the keys that tokens are signed with. Nodes keep a copy of all of it, and read it again when the counter has moved.
create table client (
  issuer text not null,
  id text not null,
  disabled boolean not null,
  updated bigint not null,
  content text not null,
  primary key (issuer, id)
);
create table token_revoked (id text primary key, client text not null, ends bigint not null);
create table signing_key (id text primary key, created bigint not null, signs bigint not null, ends bigint, content bytea not null);
insert into counter (name, value) values ('clients', 0);

-- Assertions that clients have shown, so that none is taken twice.
create table assertion_used (client text not null, id text not null, ends bigint not null, primary key (client, id));
create index assertion_used_ends on assertion_used (ends);
