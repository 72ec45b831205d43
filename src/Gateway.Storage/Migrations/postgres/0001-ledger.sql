-- Times are microseconds since 1970, UTC.
create table resource (
  rid bigint generated always as identity primary key,
  type text collate "C" not null,
  id text collate "C" not null,
  version integer not null,
  updated bigint not null,
  deleted boolean not null,
  content bytea,
  unique (type, id)
);
create index resource_updated on resource (type, updated, id);

create table resource_version (
  rid bigint not null references resource (rid),
  version integer not null,
  type text collate "C" not null,
  id text collate "C" not null,
  updated bigint not null,
  method text not null,
  content bytea,
  primary key (rid, version)
);
create index resource_version_updated on resource_version (updated desc);
create index resource_version_address on resource_version (type, id, version);

-- The last number given out, taken in the transaction that uses it: numbers have no gaps.
create table counter (name text primary key, value bigint not null);
insert into counter (name, value) values ('event', 0);

create table event (
  number bigint primary key,
  recorded bigint not null,
  kind text not null,
  type text collate "C" not null,
  id text collate "C" not null,
  version integer not null,
  content bytea
);

create table event_reader (name text primary key, position bigint not null, updated bigint not null);

create table delivery (
  sequence bigint generated always as identity primary key,
  id text not null unique,
  destination text not null,
  created bigint not null,
  due bigint not null,
  attempts integer not null,
  state smallint not null,
  claimed_by text,
  claimed_until bigint not null,
  content_type text not null,
  headers text not null,
  body bytea not null,
  error text,
  ended bigint
);
create index delivery_waiting on delivery (destination, sequence) where state = 0;
create index delivery_due on delivery (due) where state = 0;

create table inbox (
  client text not null,
  key text not null,
  digest bytea not null,
  recorded bigint not null,
  status integer not null,
  content_type text not null,
  response bytea not null,
  primary key (client, key)
);
create index inbox_recorded on inbox (recorded);

-- Each record's hash covers the one before it; the tail tells how long the chain is. Removed periods leave the hash that they ended with.
create table audit_record (
  number bigint primary key,
  recorded bigint not null,
  period integer not null,
  content bytea not null,
  hash bytea not null
);
create index audit_record_period on audit_record (period, number);
create table audit_tail (name text primary key, number bigint not null, hash bytea not null);
insert into audit_tail (name, number, hash) values ('last', 0, decode('0000000000000000000000000000000000000000000000000000000000000000', 'hex'));
create table audit_anchor (period integer primary key, number bigint not null, hash bytea not null, removed bigint not null);
