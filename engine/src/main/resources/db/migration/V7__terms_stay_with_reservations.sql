-- What a reservation took, where, and until when it can be cancelled was looked up in its venue's terms of the day; now it stays with the
-- reservation, as how a slot is shared stays with the slot. So terms may change over any history.

alter table venue_terms
  add column at_once_max int not null default 1 check (at_once_max > 0),
  add column withdrawn boolean not null default false;
comment on column venue_terms.exclusive is 'Slots that are opened now are for one party each';
comment on column venue_terms.at_once_max is 'In how many places a member may be at one time where this venue is among them';
comment on column venue_terms.withdrawn is 'The catalogue has it no longer: it takes no more reservations';

alter table slot add column exclusive boolean not null default false;
update slot s set exclusive = true
from venue_terms v
where v.region = s.region and v.venue_no = s.venue_no and s.capacity = 1
  and (s.taken_exclusively = 1 or s.taken = 0 and v.exclusive);
alter table slot add constraint exclusive_slot_has_one_place check (not exclusive or capacity = 1);
comment on column slot.exclusive is 'One party has all of it: a reservation takes its one place, whatever its size';

-- With one place, slot_never_oversold says the same.
alter table slot drop constraint exclusive_slot_never_sold_twice, drop column taken_exclusively;

-- For records of before the terms were kept: the venue's, as they are at that event.
create function venue_station_no(region_id text, slot bigint) returns int language sql stable as $$
  select station_no from venue_terms where region = region_id and venue_no = (slot >> 32)::int
$$;
create function venues_cancel_closes_min(region_id text, slots bigint[]) returns int language sql stable as $$
  select min(floor(((k & 4294967295) * 60000 - v.cancel_cutoff_ms) / 60000.0))::int
  from unnest(slots) k join venue_terms v on v.region = region_id and v.venue_no = (k >> 32)::int
$$;

alter table reservation add column station_no int, add column cancel_closes_min int;
update reservation set station_no = venue_station_no(region, slots[1]), cancel_closes_min = venues_cancel_closes_min(region, slots)
where not archived;
alter table reservation add constraint reservation_in_the_books_has_its_terms check (
  archived or station_no is not null and cancel_closes_min is not null);
comment on column reservation.station_no is 'Where its slots were when it was made; null where it was archived before that was kept';
comment on column reservation.cancel_closes_min is 'Once confirmed it could be cancelled before this minute; null like station_no';
comment on column reservation.exclusive_slots is 'Bit n - 1 for the nth slot: it takes the one place, whatever its party';

drop view reservation_view;
create view reservation_view as
select x.region, x.id, x.member, reservation_state_name(x.state) as state, x.party,
  st.id as station, v.id as venue,
  to_timestamp(s.start_min * 60.0) at time zone r.zone as starts_local,
  to_timestamp(s.end_min * 60.0) at time zone r.zone as ends_local,
  to_timestamp(x.created_at_ms / 1000.0) at time zone r.zone as created_local,
  to_timestamp(nullif(x.ended_at_ms, 0) / 1000.0) at time zone r.zone as ended_local
from reservation x
  join region r on r.id = x.region
  cross join unnest(x.slots) k
  join slot s on s.region = x.region and s.venue_no = (k >> 32)::int and s.start_min = (k & 4294967295)::int
  join venue v on v.region = s.region and v.no = s.venue_no
  join station st on st.region = v.region and st.no = coalesce(x.station_no, v.station_no);
comment on view reservation_view is 'Reservations by name and local time, one row for each slot; the station is the one where it was made';
