-- How far each feed of a source was read, in the source's own words.
create table feed_cursor (name text primary key, cursor text not null, updated bigint not null);

-- What waits and what was made, counted by destination; and what was made long ago.
create index delivery_state on delivery (state, destination, created);
create index delivery_ended on delivery (ended) where state = 1;
