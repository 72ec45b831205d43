-- Along the chain the month never goes back, whatever the clock does. One file has no partitions.
alter table audit_tail add column period integer not null default 0;
update audit_tail set period = coalesce((select max(period) from audit_record), 0);
