-- Whatever changes a link moves this counter, by which nodes see that what they know of links is no longer so. Identifiers change with their record alone. Deferred and once a transaction; who moves
-- one of the counters holds the others, so that no two transactions wait for each other in a ring.
insert into counter (name, value) values ('links', 0);

create function links_moved() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('gateway counters', 0));
  update counter set value = value + 1 where name = 'links' and xmin <> pg_current_xact_id()::xid;
  return null;
end
$$;

create constraint trigger links_moved after insert or update or delete on link_record deferrable initially deferred
for each row execute function links_moved();

create or replace function consents_moved() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('gateway counters', 0));
  update counter set value = value + 1 where name = 'consents' and xmin <> pg_current_xact_id()::xid;
  return null;
end
$$;

-- A record of the trail stays in its row: packing it again and again took more time than the disk that it saved. What is longer than a page is packed as before.
do $$
declare month regclass;
begin
  for month in select inhrelid::regclass from pg_inherits where inhparent = 'audit_record'::regclass loop
    execute format('alter table %s set (toast_tuple_target = 8160)', month);
  end loop;
end
$$;
