-- Whom a record of the audit trail is about, so that it can be told who saw a person's data; and when it was made, so that a day can be looked at.
create table audit_subject (
  subject text not null,
  number integer not null,
  period integer not null,
  primary key (subject, number)
) without rowid;
create index audit_subject_period on audit_subject (period);
create index audit_record_recorded on audit_record (recorded);
