-- Whatever changes a link moves this counter, by which readers see that what they know of links is no longer so. Identifiers change with their record alone.
insert into counter (name, value) values ('links', 0);

create trigger links_added after insert on link_record
begin
  update counter set value = value + 1 where name = 'links';
end;

create trigger links_changed after update on link_record
begin
  update counter set value = value + 1 where name = 'links';
end;

create trigger links_removed after delete on link_record
begin
  update counter set value = value + 1 where name = 'links';
end;
