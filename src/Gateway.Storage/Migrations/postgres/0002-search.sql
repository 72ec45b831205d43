-- What resources are found by: a row for each resource, and for each resource that one contains, and its values by the code of their parameter.
-- Values of one element of a composite share a number; their parts are counted. Texts are ordered by code point on every database.
create table search_row (
  sid bigint generated always as identity primary key,
  rid bigint not null references resource (rid),
  type text collate "C" not null,
  id text collate "C" not null,
  contained boolean not null,
  unique (type, id)
);
create index search_row_resource on search_row (rid);

create table search_token (
  sid bigint not null, code text not null, element integer not null, part integer not null,
  system text, key text collate "C", implied boolean not null, text text collate "C", type_system text, type_code text
);
create index search_token_key on search_token (code, key, sid);
create index search_token_row on search_token (sid);

create table search_string (
  sid bigint not null, code text not null, element integer not null, part integer not null,
  folded text collate "C" not null, exact text
);
create index search_string_folded on search_string (code, folded, sid);
create index search_string_row on search_string (sid);

create table search_date (
  sid bigint not null, code text not null, element integer not null, part integer not null,
  low bigint not null, high bigint not null
);
create index search_date_low on search_date (code, low, sid);
create index search_date_high on search_date (code, high, sid);
create index search_date_row on search_date (sid);

create table search_number (
  sid bigint not null, code text not null, element integer not null, part integer not null,
  low double precision not null, high double precision not null
);
create index search_number_low on search_number (code, low, sid);
create index search_number_row on search_number (sid);

create table search_quantity (
  sid bigint not null, code text not null, element integer not null, part integer not null,
  low double precision not null, high double precision not null, system text, unit_code text, unit text,
  canonical_low double precision, canonical_high double precision, canonical_unit text
);
create index search_quantity_low on search_quantity (code, low, sid);
create index search_quantity_canonical on search_quantity (code, canonical_unit, canonical_low, sid);
create index search_quantity_row on search_quantity (sid);

create table search_reference (
  sid bigint not null, code text not null, element integer not null, part integer not null,
  type text collate "C", id text collate "C", version text, url text collate "C", canonical boolean not null,
  identifier_system text, identifier_key text, identifier_implied boolean not null
);
create index search_reference_target on search_reference (type, id, code, sid);
create index search_reference_url on search_reference (code, url, sid);
create index search_reference_row on search_reference (sid);

create table search_uri (
  sid bigint not null, code text not null, element integer not null, part integer not null,
  value text collate "C" not null, version text
);
create index search_uri_value on search_uri (code, value, sid);
create index search_uri_row on search_uri (sid);
