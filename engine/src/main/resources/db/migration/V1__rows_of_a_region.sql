-- What people, reports and recovery read of a region. Its owner alone writes these rows, behind the journal.
--
-- The region is in every key, so one database serves several. Minutes and milliseconds count from 1970 UTC; the views give local times.
-- In the large tables the key comes first, then what has a fixed size, the largest first, then texts and arrays: so rows have few gaps.


-- Guards ---------------------------------------------------------------------------------------------------------------------------

-- Fails the transaction where a statement did not touch exactly the rows that the events speak of.
create function expect_rows(what text, wanted bigint, touched bigint) returns void language plpgsql as $$
begin
  if wanted is distinct from touched then
    raise exception '%: % rows wanted, % found', what, wanted, touched using errcode = 'YZ002';
  end if;
end $$;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, lower(tg_op) using errcode = 'YZ003';
end $$;


-- The region: who owns it, how far its rows are, where the rest is -----------------------------------------------------------------

create table region (
  id text collate "C" primary key,
  zone text not null,

  -- A node may raise the epoch and die before it serves. Whoever takes over must know in which epoch answers may have been given.
  epoch bigint not null default 0 check (epoch >= 0),
  served_epoch bigint not null default 0,
  served_by text,

  -- An owner that went on from the wrong journal would miss what was answered. A region that begins has no events anywhere. So it counts as
  -- drained until its first owner says where its events will be, which it does before it answers.
  journal text not null default 'FILES' constraint journal_is_known check (journal in ('FILES', 'STREAM')),
  journal_drained boolean not null default true,

  seq bigint not null default 0 check (seq >= 0),
  at_ms bigint not null default 0,
  next_reservation_id bigint not null default 1,
  retired_before_min int not null default 0,

  constraint served_by_an_epoch_that_was_raised check (served_epoch between 0 and epoch)
);
comment on table region is 'A city: what one writer owns';
comment on column region.zone is 'IANA time zone, for the views';
comment on column region.epoch is 'Raised by each new owner; an older one can write no more';
comment on column region.served_epoch is 'Of the last owner that came to serve; who raised a higher epoch has answered nothing';
comment on column region.served_by is 'Where other nodes reach the owner of served_epoch; null for an engine that has the region to itself';
comment on column region.journal is 'Where events are that these rows do not hold yet: the files of one engine, or the stream of a cluster';
comment on column region.journal_drained is 'These rows hold all of them, and nobody owns the region: it may go on elsewhere';
comment on column region.seq is 'Checkpoint: the last event of the journal that these rows hold';
comment on column region.at_ms is 'When that event happened';
comment on column region.next_reservation_id is 'Above every id that was ever given';
comment on column region.retired_before_min is 'Slots that ended before this minute were retired';

-- Owner and checkpoint in one: passes once for each batch, and only for the present owner. Locks the region until the commit.
create function advance_checkpoint(
  region_id text, owner_epoch bigint, former_seq bigint, new_seq bigint, new_at_ms bigint, reservation_id_end bigint,
  slots_retired_before_min int) returns void language plpgsql as $$
declare
  stands record;
begin
  update region set seq = new_seq, at_ms = new_at_ms,
    next_reservation_id = greatest(next_reservation_id, reservation_id_end),
    retired_before_min = greatest(retired_before_min, slots_retired_before_min)
  where id = region_id and epoch = owner_epoch and seq = former_seq;
  if not found then
    select epoch, seq into stands from region where id = region_id;
    raise exception 'region %: epoch % wants to go from % to %, but epoch % stands at %',
      region_id, owner_epoch, former_seq, new_seq, stands.epoch, stands.seq using errcode = 'YZ001';
  end if;
end $$;

-- Each node of a cluster must take what another has given out: passes, and development tokens.
create table shared_secret (
  name text collate "C" primary key,
  value bytea not null
);
comment on table shared_secret is 'Keys that all nodes of a cluster use. Guard the database as you would guard the keys';


-- The catalogue: what the city offers ----------------------------------------------------------------------------------------------

create table catalogue (
  region text collate "C" not null references region,
  version int not null check (version > 0),
  imported_at timestamptz not null default now(),
  document bytea not null,
  primary key (region, version)
);
comment on table catalogue is 'Every catalogue that was imported; the highest version is the present one';
comment on column catalogue.document is 'The file, byte by byte as it was given';

create table station (
  region text collate "C" not null references region,
  no int not null check (no > 0),
  id text collate "C" not null,
  name_zh text not null,
  name_en text not null,
  district text not null,
  is_current boolean not null,
  primary key (region, no),
  unique (region, id)
);
comment on column station.no is 'Given once, never to another station';
comment on column station.is_current is 'Whether the present catalogue has it';

create table venue (
  region text collate "C" not null,
  no int not null check (no > 0),
  station_no int not null,
  id text collate "C" not null,
  name_zh text not null,
  name_en text not null,
  kind text not null,
  is_current boolean not null,
  primary key (region, no),
  unique (region, id),
  foreign key (region, station_no) references station
);
comment on column venue.no is 'Given once, never to another venue; the upper half of a slot''s key';
comment on column venue.is_current is 'Whether the present catalogue has it';


-- Venues and slots -----------------------------------------------------------------------------------------------------------------

create table venue_terms (
  region text collate "C" not null,
  venue_no int not null,
  station_no int not null,
  hold_ttl_ms int not null,
  cancel_cutoff_ms int not null,
  at_once_max int not null default 1 check (at_once_max > 0),
  exclusive boolean not null,
  withdrawn boolean not null default false,
  primary key (region, venue_no),
  foreign key (region, venue_no) references venue,
  foreign key (region, station_no) references station
);
comment on table venue_terms is 'The terms of a venue as the engine applies them; the catalogue''s say comes through the journal';
comment on column venue_terms.at_once_max is 'In how many places a member may be at one time where this venue is among them';
comment on column venue_terms.exclusive is 'Slots that are opened now are for one party each';
comment on column venue_terms.withdrawn is 'The catalogue has it no longer: it takes no more reservations';

-- Each booking changes the counts of its slots. With room left on its page, such a change costs the indexes nothing.
create table slot (
  region text collate "C" not null,
  venue_no int not null,
  start_min int not null,
  end_min int not null,
  release_min int not null,
  capacity int not null,
  taken int not null default 0,
  closed boolean not null,
  exclusive boolean not null default false,
  retired boolean not null default false,
  primary key (region, venue_no, start_min),
  foreign key (region, venue_no) references venue_terms,
  constraint slot_has_duration check (start_min < end_min),
  constraint slot_never_oversold check (0 <= taken and taken <= capacity),
  constraint exclusive_slot_has_one_place check (not exclusive or capacity = 1)
) with (fillfactor = 80);
create index slot_in_use on slot (region, venue_no, start_min) where not retired;
comment on column slot.release_min is 'From when it can be booked';
comment on column slot.taken is 'Places of live reservations: summed up here as reservations come and end, never told by the engine';
comment on column slot.closed is 'Shown, but can''t be booked';
comment on column slot.exclusive is 'One party has all of it: a reservation takes its one place, whatever its size';
comment on column slot.retired is 'No longer in the books, only history';


-- Reservations ---------------------------------------------------------------------------------------------------------------------

-- One row each, with its slots in an array: a row for each slot would have index entries of its own, and foreign keys that lock a row more.
-- The terms under which a reservation was made stay with it, so a venue's may change over any history.
create table reservation (
  region text collate "C" not null,
  id bigint not null,
  key_hi bigint not null,
  key_lo bigint not null,
  hold_expires_at_ms bigint not null,
  created_at_ms bigint not null,
  ended_at_ms bigint not null,
  ends_min int not null,
  cancel_closes_min int,
  station_no int,
  exclusive_slots int not null default 0,
  party smallint not null check (party > 0),
  state smallint not null check (state between 0 and 6),
  archived boolean not null,
  member text not null,
  slots bigint[] not null check (cardinality(slots) > 0),
  primary key (region, id),
  constraint reservation_ends_once check ((state <= 2) = (ended_at_ms = 0)),
  constraint reservation_archived_after_its_end check (state > 2 or not archived),
  constraint reservation_in_the_books_has_its_terms check (
    archived or station_no is not null and cancel_closes_min is not null),
  constraint reservation_slots_fit_their_bits check (cardinality(slots) <= 8),
  -- A check has no subquery; but there are eight at most, so each is held against those behind it.
  constraint reservation_takes_a_slot_once check (
    cardinality(slots) = 1
    or (slots[1] <> all (slots[2:]) and slots[2] <> all (slots[3:]) and slots[3] <> all (slots[4:]) and slots[4] <> all (slots[5:])
      and slots[5] <> all (slots[6:]) and slots[6] <> all (slots[7:]) and slots[7] <> all (slots[8:])))
) with (fillfactor = 85);
create index reservation_in_use on reservation (region, id) where not archived;
comment on column reservation.key_hi is 'Upper half of a digest of member and idempotency key';
comment on column reservation.hold_expires_at_ms is '0 unless it was placed as a hold';
comment on column reservation.ended_at_ms is 'When it was cancelled, expired or completed; 0 before';
comment on column reservation.ends_min is 'When its last slot ends';
comment on column reservation.cancel_closes_min is 'Once confirmed it could be cancelled before this minute; null like station_no';
comment on column reservation.station_no is 'Where its slots were when it was made; null where it was archived before that was kept';
comment on column reservation.exclusive_slots is 'Bit n - 1 for the nth slot: it takes the one place, whatever its party';
comment on column reservation.state is 'See reservation_state_name; 0 to 2 take places';
comment on column reservation.archived is 'No longer in the books, only history';
comment on column reservation.slots is 'venue_no << 32 | start_min of each, in the order asked for';

create function reservation_state_name(state smallint) returns text language sql immutable parallel safe as $$
  select (array['HELD', 'CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'CANCELLED', 'EXPIRED', 'NO_SHOW'])[state + 1]
$$;

-- A record of the journal's first version has no terms: then the venue's are taken, as they are at that event.
create function venue_station_no(region_id text, slot bigint) returns int language sql stable as $$
  select station_no from venue_terms where region = region_id and venue_no = (slot >> 32)::int
$$;
create function venues_cancel_closes_min(region_id text, slots bigint[]) returns int language sql stable as $$
  select min(floor(((k & 4294967295) * 60000 - v.cancel_cutoff_ms) / 60000.0))::int
  from unnest(slots) k join venue_terms v on v.region = region_id and v.venue_no = (k >> 32)::int
$$;

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


-- Gates ----------------------------------------------------------------------------------------------------------------------------

-- The numbers are ranges: a gap costs one of them, however wide it is, and a transaction writes no more than that.
create table gate_boot (
  region text collate "C" not null,
  gate text collate "C" not null,
  boot text collate "C" not null,
  last_heard_ms bigint not null,
  life int not null default 1,
  station_no int not null,
  forgotten boolean not null default false,
  known int8multirange not null default '{}',
  primary key (region, gate, boot),
  foreign key (region, station_no) references station
);
comment on table gate_boot is 'The runs of a gate, and what was heard of each';
comment on column gate_boot.life is 'One more each time the boot is heard of again after it was forgotten';
comment on column gate_boot.known is 'Sequence numbers that came, or that the gate has lost; up to the end of a range that begins with 1 none is missing';

create table gate_event (
  region text collate "C" not null,
  gate text collate "C" not null,
  boot text collate "C" not null,
  seq bigint not null check (seq > 0),
  happened_at_ms bigint not null,
  life int not null,
  station_no int not null,
  entry boolean not null,
  counted boolean not null,
  credential text not null,
  primary key (region, gate, boot, life, seq),
  foreign key (region, gate, boot) references gate_boot
);
comment on table gate_event is 'Entries and exits, each once';
comment on column gate_event.happened_at_ms is 'By the gate''s clock';
comment on column gate_event.counted is 'False where it came too late to change the occupancy';
create trigger gate_event_append_only before update or delete or truncate on gate_event
  for each statement execute function refuse_change();

create table occupancy (
  region text collate "C" not null,
  station_no int not null,
  entries bigint not null,
  exits bigint not null,
  primary key (region, station_no),
  foreign key (region, station_no) references station
);
comment on table occupancy is 'Counted gate events of each station';


-- The audit trail ------------------------------------------------------------------------------------------------------------------

-- One row for each batch, since every booking pays for it and hardly anybody reads it. The view event shows one for each event.
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
create trigger event_batch_append_only before update or delete or truncate on event_batch
  for each statement execute function refuse_change();

create view event as
select b.region, b.first_seq + e.position - 1 as seq, e.at_ms, e.reservation_id, e.kind, e.member, e.payload::jsonb as payload
from event_batch b
  cross join unnest(b.at_ms, b.reservation_id, b.kind, b.member, b.payload) with ordinality
    as e (at_ms, reservation_id, kind, member, payload, position);
comment on view event is 'Every event of the journal in order: the audit trail';
comment on column event.payload is 'What the kind has besides; gate events are in gate_event';


-- For people: names and local times ------------------------------------------------------------------------------------------------

create view slot_view as
select s.region, st.id as station, v.id as venue, v.kind,
  to_timestamp(s.start_min * 60.0) at time zone r.zone as starts_local,
  to_timestamp(s.end_min * 60.0) at time zone r.zone as ends_local,
  s.capacity, s.taken, s.capacity - s.taken as remaining, s.closed, s.retired
from slot s
  join region r on r.id = s.region
  join venue v on v.region = s.region and v.no = s.venue_no
  join station st on st.region = v.region and st.no = v.station_no;
comment on view slot_view is 'Slots by name and local time';

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

create view occupancy_view as
select o.region, st.id as station, o.entries, o.exits, greatest(0, o.entries - o.exits) as inside
from occupancy o join station st on st.region = o.region and st.no = o.station_no;
comment on view occupancy_view is 'People inside each station, an estimate';
