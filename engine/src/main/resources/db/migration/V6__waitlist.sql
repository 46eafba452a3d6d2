-- Somebody waits for a place, and is offered one that was set free: both are reservations.
alter table reservation add column wait_ends_at_ms bigint not null default 0;
comment on column reservation.wait_ends_at_ms is
  'Of one that waits, or is offered a place: when that ends; not 0 for all that have waited';
comment on column reservation.state is 'See reservation_state_name; 0 to 2 and 8 take places, 7 waits for them';

alter table reservation
  drop constraint reservation_state_check,
  drop constraint reservation_ends_once,
  drop constraint reservation_archived_after_its_end,
  add constraint reservation_state_check check (state between 0 and 8),
  add constraint reservation_ends_once check ((state <= 2 or state >= 7) = (ended_at_ms = 0)),
  add constraint reservation_archived_after_its_end check (state between 3 and 6 or not archived),
  add constraint reservation_waits_for_a_time check (state < 7 or wait_ends_at_ms <> 0);

create or replace function reservation_state_name(state smallint) returns text language sql immutable parallel safe as $$
  select (array['HELD', 'CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'CANCELLED', 'EXPIRED', 'NO_SHOW', 'WAITLISTED', 'OFFERED'])[state + 1]
$$;

create or replace view reservation_slot as
select r.region, (k.slot >> 32)::int as venue_no, (k.slot & 4294967295)::int as start_min, r.id as reservation_id,
  case when x.exclusive then 1 else r.party::int end as places, x.exclusive, r.state <= 2 or r.state = 8 as live
from reservation r
  cross join unnest(r.slots) with ordinality as k (slot, position)
  cross join lateral (select (r.exclusive_slots >> (k.position - 1)::int) & 1 = 1 as exclusive) x;
comment on column reservation_slot.live is 'Whether the reservation is held, offered, confirmed or checked in';
