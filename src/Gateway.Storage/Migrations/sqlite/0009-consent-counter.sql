-- Whatever changes a consent moves this counter, by which readers see that what they know of consents is no longer so.
insert into counter (name, value) values ('consents', 0);

create trigger consents_added after insert on resource when new.type = 'Consent'
begin
  update counter set value = value + 1 where name = 'consents';
end;

create trigger consents_changed after update on resource when new.type = 'Consent'
begin
  update counter set value = value + 1 where name = 'consents';
end;
