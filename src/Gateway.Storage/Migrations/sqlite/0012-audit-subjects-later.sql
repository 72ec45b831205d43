-- Whom a record of the trail is about stands in the record, and comes into the index of subjects soon after, many at once: what is disclosed need not wait for that. How far the index goes is a counter.
alter table audit_record add column subjects text;
insert into counter (name, value) select 'audit-subjects', number from audit_tail where name = 'last';

-- Along the chain the month never goes back: which records are of old months is seen from its start.
drop index audit_record_period;
