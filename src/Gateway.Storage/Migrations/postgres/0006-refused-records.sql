-- Records of feeds that could not be taken in as they were, until they are read again and can be.
create table feed_refused (feed text not null, locator text not null, type text not null, since bigint not null, due bigint not null, primary key (feed, locator));
