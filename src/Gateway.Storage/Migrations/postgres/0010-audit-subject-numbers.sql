-- Months of the trail go by the numbers of their records. By number all rows of a commit stand side by side in the index; by month each stood beside its subject's, on a page of its own.
create index audit_subject_number on audit_subject (number);
drop index audit_subject_period;
