-- A station's host comes first: its staff before everybody else, and with a share of the places.
alter table venue_terms add column host text not null default '', add column station_group text not null default '';
alter table venue_terms alter column host drop default, alter column station_group drop default;
comment on column venue_terms.host is 'The employer whose staff come first, as tokens name it; empty for none';
comment on column venue_terms.station_group is 'That its station belongs to; empty for none';

alter table slot add column neighbours_min int;
update slot set neighbours_min = release_min;
alter table slot alter column neighbours_min set not null;
comment on column slot.neighbours_min is 'From when it is not the host''s staff alone who can book it; as release_min where there is none';

alter table reservation add column by_host boolean not null default false;
comment on column reservation.by_host is 'By somebody who works for the station''s host: it counts to the host''s share of places';
