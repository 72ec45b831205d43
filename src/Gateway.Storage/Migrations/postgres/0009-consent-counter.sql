-- Whatever changes a consent moves this counter, by which nodes see that what they know of consents is no longer so. Deferred, so that the row is locked last of all and no two transactions wait for each other in a ring.
insert into counter (name, value) values ('consents', 0);

create function consents_moved() returns trigger language plpgsql as $$
begin
  update counter set value = value + 1 where name = 'consents';
  return null;
end
$$;

create constraint trigger consents_moved after insert or update on resource deferrable initially deferred
for each row when (new.type = 'Consent') execute function consents_moved();
