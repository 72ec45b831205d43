-- Times are microseconds since 1970, UTC.
create table resource (
  rid integer primary key autoincrement,
  type text not null,
  id text not null,
  version integer not null,
  updated integer not null,
  deleted integer not null,
  content blob,
  unique (type, id)
);
create index resource_updated on resource (type, updated, id);

create table resource_version (
  rid integer not null references resource (rid),
  version integer not null,
  type text not null,
  id text not null,
  updated integer not null,
  method text not null,
  content blob,
  primary key (rid, version)
);
create index resource_version_updated on resource_version (updated desc);
create index resource_version_address on resource_version (type, id, version);

-- The last number given out, taken in the transaction that uses it: numbers have no gaps.
create table counter (name text primary key, value integer not null);
insert into counter (name, value) values ('event', 0);

create table event (
  number integer primary key,
  recorded integer not null,
  kind text not null,
  type text not null,
  id text not null,
  version integer not null,
  content blob
);

create table event_reader (name text primary key, position integer not null, updated integer not null);

create table delivery (
  sequence integer primary key autoincrement,
  id text not null unique,
  destination text not null,
  created integer not null,
  due integer not null,
  attempts integer not null,
  state integer not null,
  claimed_by text,
  claimed_until integer not null,
  content_type text not null,
  headers text not null,
  body blob not null,
  error text,
  ended integer
);
create index delivery_waiting on delivery (destination, sequence) where state = 0;
create index delivery_due on delivery (due) where state = 0;

create table inbox (
  client text not null,
  key text not null,
  digest blob not null,
  recorded integer not null,
  status integer not null,
  content_type text not null,
  response blob not null,
  primary key (client, key)
);
create index inbox_recorded on inbox (recorded);

-- Each record's hash covers the one before it; the tail tells how long the chain is. Removed periods leave the hash that they ended with.
create table audit_record (
  number integer primary key,
  recorded integer not null,
  period integer not null,
  content blob not null,
  hash blob not null
);
create index audit_record_period on audit_record (period, number);
create table audit_tail (name text primary key, number integer not null, hash blob not null);
insert into audit_tail (name, number, hash) values ('last', 0, zeroblob(32));
create table audit_anchor (period integer primary key, number integer not null, hash blob not null, removed integer not null);
