-- Which source records exist and what they are known by. Who is joined to whom is not stored: it follows from these rows alone, in whatever order they came.
create table link_record (
  patient text collate "C" primary key,
  source text collate "C" not null,
  updated bigint not null
);

create table link_identifier (
  patient text collate "C" not null references link_record (patient),
  system text collate "C" not null,
  value text collate "C" not null,
  strong boolean not null,
  primary key (patient, system, value)
);
create index link_identifier_value on link_identifier (system, value);
