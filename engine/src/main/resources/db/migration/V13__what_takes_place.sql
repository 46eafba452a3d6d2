-- Courses, teams, and what is called off where too few enter: the terms of the few slots that have any.
create table activity_terms (
  region text collate "C" not null,
  venue_no int not null,
  start_min int not null,
  party_min int not null check (party_min > 0),
  party_max int not null,
  places_min int not null check (places_min >= 0),
  decides_min int,
  called_off_by int,
  course bigint[] not null,
  primary key (region, venue_no, start_min),
  foreign key (region, venue_no, start_min) references slot,
  constraint activity_party_is_a_range check (party_min <= party_max),
  constraint activity_is_decided_once check (called_off_by is null or decides_min is null)
);
comment on table activity_terms is 'How people take part in what takes place in a slot, where that is not as in any other';
comment on column activity_terms.places_min is 'With fewer places taken when it is decided it is called off; 0 where it takes place in any case';
comment on column activity_terms.decides_min is 'When that is decided; null where nothing is to be, or it was';
comment on column activity_terms.called_off_by is 'The closure that has called it off; null for none';
comment on column activity_terms.course is 'The slots of all dates of the course that it is one of, as in reservation.slots; empty where it stands by itself';
