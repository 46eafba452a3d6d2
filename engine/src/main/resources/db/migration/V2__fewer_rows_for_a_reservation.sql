-- A reservation was five rows and seven index entries, and each foreign key locked and logged a row more. Now it is one row of its own,
-- its slot's count, and a place in the arrays of its batch's audit row. What people read keeps its name and columns, as a view.

-- The audit trail: one row for each batch, shown by the view event as one for each event.
create table event_batch (
  region text collate "C" not null,
  first_seq bigint not null,
  last_seq bigint not null,
  at_ms bigint[] not null,
  kind text[] not null,
  reservation_id bigint[] not null,
  member text[] not null,
  payload text[] not null,
  primary key (region, first_seq),
  constraint event_batch_is_whole check (
    last_seq >= first_seq
    and cardinality(at_ms) = last_seq - first_seq + 1
    and cardinality(kind) = last_seq - first_seq + 1
    and cardinality(reservation_id) = last_seq - first_seq + 1
    and cardinality(member) = last_seq - first_seq + 1
    and cardinality(payload) = last_seq - first_seq + 1)
);
comment on table event_batch is 'Every event of the journal in order, as it was written: the audit trail. Append-only. To read it, see event';
comment on column event_batch.payload is 'JSON: what the kind has besides; gate events are in gate_event';

insert into event_batch (region, first_seq, last_seq, at_ms, kind, reservation_id, member, payload)
select region, min(seq), max(seq), array_agg(at_ms order by seq), array_agg(kind order by seq), array_agg(reservation_id order by seq),
  array_agg(member order by seq), array_agg(payload::text order by seq)
from event group by region, (seq - 1) / 4096;

drop table event;
create trigger event_batch_append_only before update or delete or truncate on event_batch
  for each statement execute function refuse_change();

create view event as
select b.region, b.first_seq + e.position - 1 as seq, e.at_ms, e.reservation_id, e.kind, e.member, e.payload::jsonb as payload
from event_batch b
  cross join unnest(b.at_ms, b.reservation_id, b.kind, b.member, b.payload) with ordinality
    as e (at_ms, reservation_id, kind, member, payload, position);
comment on view event is 'Every event of the journal in order: the audit trail';
comment on column event.payload is 'What the kind has besides; gate events are in gate_event';

-- What a reservation takes of its slots.
alter table reservation add column exclusive_slots int not null default 0;
alter table slot add column taken_exclusively int not null default 0;

update reservation r set exclusive_slots = e.bits
from (
  select r.region, r.id, sum(1 << (k.position - 1)::int)::int as bits
  from reservation r cross join unnest(r.slots) with ordinality as k (slot, position)
    join reservation_slot s on s.region = r.region and s.venue_no = (k.slot >> 32)::int
      and s.start_min = (k.slot & 4294967295)::int and s.reservation_id = r.id and s.exclusive
  group by r.region, r.id) e
where r.region = e.region and r.id = e.id;

update slot t set taken_exclusively = s.reservations
from (
  select region, venue_no, start_min, count(*)::int as reservations
  from reservation_slot where live and exclusive group by region, venue_no, start_min) s
where t.region = s.region and t.venue_no = s.venue_no and t.start_min = s.start_min;

alter table reservation_slot rename to reservation_slot_v1;

create view reservation_slot as
select r.region, (k.slot >> 32)::int as venue_no, (k.slot & 4294967295)::int as start_min, r.id as reservation_id,
  case when x.exclusive then 1 else r.party::int end as places, x.exclusive, r.state <= 2 as live
from reservation r
  cross join unnest(r.slots) with ordinality as k (slot, position)
  cross join lateral (select (r.exclusive_slots >> (k.position - 1)::int) & 1 = 1 as exclusive) x;
comment on view reservation_slot is 'The slots of each reservation, and what it takes of them';
comment on column reservation_slot.places is 'Places that it takes of this slot while it is live';
comment on column reservation_slot.exclusive is 'Of the venue, when the reservation was placed';
comment on column reservation_slot.live is 'Whether the reservation is held, confirmed or checked in';

do $$
declare
  differing bigint;
begin
  select count(*) into differing from (
    (select region, venue_no, start_min, reservation_id, places, exclusive, live from reservation_slot_v1
      except select region, venue_no, start_min, reservation_id, places, exclusive, live from reservation_slot)
    union all
    (select region, venue_no, start_min, reservation_id, places, exclusive, live from reservation_slot
      except select region, venue_no, start_min, reservation_id, places, exclusive, live from reservation_slot_v1)) d;
  perform expect_rows('slots of reservations that the new schema tells otherwise', 0, differing);
end $$;
drop table reservation_slot_v1;

alter table slot add constraint exclusive_slot_never_sold_twice check (taken_exclusively between 0 and 1);
alter table reservation add constraint reservation_takes_a_slot_once check (
  cardinality(slots) = 1
  or (slots[1] <> all (slots[2:]) and slots[2] <> all (slots[3:]) and slots[3] <> all (slots[4:]) and slots[4] <> all (slots[5:])
    and slots[5] <> all (slots[6:]) and slots[6] <> all (slots[7:]) and slots[7] <> all (slots[8:])));
alter table reservation add constraint reservation_slots_fit_their_bits check (cardinality(slots) <= 8);
comment on column reservation.exclusive_slots is 'Bit n - 1 for the nth slot: its venue was exclusive when the reservation was placed, so it takes one place';
comment on column slot.taken is 'Places of live reservations: summed up here as reservations come and end, never told by the engine';
comment on column slot.taken_exclusively is 'Live reservations of it as an exclusive venue''s';
