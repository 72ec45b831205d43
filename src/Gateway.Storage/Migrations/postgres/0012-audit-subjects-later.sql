-- Whom a record of the trail is about stands in the record, and comes into the index of subjects soon after, many at once: what is disclosed need not wait for that. How far the index goes is a counter.
alter table audit_record add column subjects text;
insert into counter (name, value) select 'audit-subjects', number from audit_tail where name = 'last';
