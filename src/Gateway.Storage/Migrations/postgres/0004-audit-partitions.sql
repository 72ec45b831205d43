-- The audit trail by month, so that old months go at once. Along the chain the month never goes back, whatever the clock does.
alter table audit_record rename to audit_record_before;
alter table audit_record_before drop constraint audit_record_pkey;
drop index audit_record_period;
create table audit_record (
  number bigint not null,
  recorded bigint not null,
  period integer not null,
  content bytea not null,
  hash bytea not null,
  primary key (number, period)
) partition by list (period);

do $$
declare month integer;
begin
  for month in select distinct period from audit_record_before loop
    execute format('create table audit_record_%s partition of audit_record for values in (%s)', month, month);
  end loop;
end
$$;

insert into audit_record (number, recorded, period, content, hash)
select number, recorded, max(period) over (order by number), content, hash from audit_record_before;
drop table audit_record_before;

alter table audit_tail add column period integer not null default 0;
update audit_tail set period = coalesce((select max(period) from audit_record), 0);
