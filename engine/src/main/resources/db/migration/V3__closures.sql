-- Operators close venues for some time; a closure may cancel what was booked there.
create table closure (
  region text collate "C" not null references region,
  no int not null check (no > 0),
  venues int[] not null,
  from_min int not null,
  to_min int not null,
  cancels boolean not null,
  reason text not null,
  state smallint not null check (state between 0 and 3),
  began_at_ms bigint not null,
  primary key (region, no),
  constraint closure_has_duration check (from_min < to_min)
);
comment on table closure is 'Venues that could not be booked for some time, and why';
comment on column closure.venues is 'Their numbers, in the order in which they were closed';
comment on column closure.from_min is 'A slot that shares time with what lies between this and to_min is closed';
comment on column closure.cancels is 'Reservations of those slots were cancelled, too';
comment on column closure.state is '0 in force, reservations are still to be cancelled; 1 in force; 2 lifted; 3 past';

-- Null where a member cancelled it, as nearly all are: those have no entry in the index.
alter table reservation add column closure_no int;
create index reservation_by_closure on reservation (region, closure_no) where closure_no is not null;
comment on column reservation.closure_no is 'The closure that cancelled it; null for none';

create or replace view slot_view as
select s.region, st.id as station, v.id as venue, v.kind,
  to_timestamp(s.start_min * 60.0) at time zone r.zone as starts_local,
  to_timestamp(s.end_min * 60.0) at time zone r.zone as ends_local,
  s.capacity, s.taken, s.capacity - s.taken as remaining,
  s.closed or exists (
    select from closure c
    where c.region = s.region and c.state <= 1 and s.venue_no = any (c.venues) and s.start_min < c.to_min and s.end_min > c.from_min)
    as closed,
  s.retired
from slot s
  join region r on r.id = s.region
  join venue v on v.region = s.region and v.no = s.venue_no
  join station st on st.region = v.region and st.no = v.station_no;
