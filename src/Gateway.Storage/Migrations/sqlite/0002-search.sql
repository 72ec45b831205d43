-- What resources are found by: a row for each resource, and for each resource that one contains, and its values by the code of their parameter.
-- Values of one element of a composite share a number; their parts are counted. Texts are ordered by code point on every database.
create table search_row (
  sid integer primary key autoincrement,
  rid integer not null references resource (rid),
  type text not null,
  id text not null,
  contained integer not null,
  unique (type, id)
);
create index search_row_resource on search_row (rid);

create table search_token (
  sid integer not null, code text not null, element integer not null, part integer not null,
  system text, key text, implied integer not null, text text, type_system text, type_code text
);
create index search_token_key on search_token (code, key, sid);
create index search_token_row on search_token (sid);

create table search_string (
  sid integer not null, code text not null, element integer not null, part integer not null,
  folded text not null, exact text
);
create index search_string_folded on search_string (code, folded, sid);
create index search_string_row on search_string (sid);

create table search_date (
  sid integer not null, code text not null, element integer not null, part integer not null,
  low integer not null, high integer not null
);
create index search_date_low on search_date (code, low, sid);
create index search_date_high on search_date (code, high, sid);
create index search_date_row on search_date (sid);

create table search_number (
  sid integer not null, code text not null, element integer not null, part integer not null,
  low real not null, high real not null
);
create index search_number_low on search_number (code, low, sid);
create index search_number_row on search_number (sid);

create table search_quantity (
  sid integer not null, code text not null, element integer not null, part integer not null,
  low real not null, high real not null, system text, unit_code text, unit text,
  canonical_low real, canonical_high real, canonical_unit text
);
create index search_quantity_low on search_quantity (code, low, sid);
create index search_quantity_canonical on search_quantity (code, canonical_unit, canonical_low, sid);
create index search_quantity_row on search_quantity (sid);

create table search_reference (
  sid integer not null, code text not null, element integer not null, part integer not null,
  type text, id text, version text, url text, canonical integer not null,
  identifier_system text, identifier_key text, identifier_implied integer not null
);
create index search_reference_target on search_reference (type, id, code, sid);
create index search_reference_url on search_reference (code, url, sid);
create index search_reference_row on search_reference (sid);

create table search_uri (
  sid integer not null, code text not null, element integer not null, part integer not null,
  value text not null, version text
);
create index search_uri_value on search_uri (code, value, sid);
create index search_uri_row on search_uri (sid);
