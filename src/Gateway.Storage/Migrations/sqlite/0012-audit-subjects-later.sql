-- Where the index of subjects is made later (SQLite), whom a record of the trail is about stands in the record until then, and a counter says how far the index goes: what is disclosed need not wait for that.
alter table audit_record add column subjects text;
insert into counter (name, value) select 'audit-subjects', number from audit_tail where name = 'last';

-- Along the chain the month never goes back: which records are of old months is seen from its start.
drop index audit_record_period;
