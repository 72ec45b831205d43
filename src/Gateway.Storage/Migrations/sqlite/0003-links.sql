-- Which source records exist and what they are known by. Who is joined to whom is not stored: it follows from these rows alone, in whatever order they came.
create table link_record (
  patient text primary key,
  source text not null,
  updated integer not null
);

create table link_identifier (
  patient text not null references link_record (patient),
  system text not null,
  value text not null,
  strong integer not null,
  primary key (patient, system, value)
);
create index link_identifier_value on link_identifier (system, value);
