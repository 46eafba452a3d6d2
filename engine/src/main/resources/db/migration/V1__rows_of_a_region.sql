-- What people, reports and recovery read of a region. Written by its owner alone, behind the journal; the region is in every key,
-- so one database serves several. Minutes and milliseconds count from 1970 UTC; the views give local times.

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

create function reservation_state_name(state smallint) returns text language sql immutable parallel safe as $$
  select (array['HELD', 'CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'CANCELLED', 'EXPIRED', 'NO_SHOW'])[state + 1]
$$;

create table region (
  id text collate "C" primary key,
  zone text not null,
  epoch bigint not null default 0 check (epoch >= 0),
  seq bigint not null default 0 check (seq >= 0),
  at_ms bigint not null default 0,
  next_reservation_id bigint not null default 1,
  retired_before_min int not null default 0
);
comment on table region is 'A city: what one writer owns';
comment on column region.zone is 'IANA time zone, for the views';
comment on column region.epoch is 'Raised by each new owner; an older one can write no more';
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

create table catalogue (
  region text collate "C" not null references region,
  version int not null check (version > 0),
  document bytea not null,
  imported_at timestamptz not null default now(),
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
  id text collate "C" not null,
  station_no int not null,
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

create table venue_terms (
  region text collate "C" not null,
  venue_no int not null,
  station_no int not null,
  exclusive boolean not null,
  hold_ttl_ms int not null,
  cancel_cutoff_ms int not null,
  primary key (region, venue_no),
  foreign key (region, venue_no) references venue,
  foreign key (region, station_no) references station
);
comment on table venue_terms is 'The terms of a venue as the engine applies them; the catalogue''s say comes through the journal';
comment on column venue_terms.exclusive is 'One party has all of it: a reservation takes one place, whatever its size';

create table slot (
  region text collate "C" not null,
  venue_no int not null,
  start_min int not null,
  end_min int not null,
  release_min int not null,
  capacity int not null,
  taken int not null default 0,
  closed boolean not null,
  retired boolean not null default false,
  primary key (region, venue_no, start_min),
  foreign key (region, venue_no) references venue_terms,
  constraint slot_has_duration check (start_min < end_min),
  constraint slot_never_oversold check (0 <= taken and taken <= capacity)
) with (fillfactor = 80);
create index slot_in_use on slot (region, venue_no, start_min) where not retired;
comment on column slot.release_min is 'From when it can be booked';
comment on column slot.taken is 'Places of live reservations: summed up here from reservation_slot, never told by the engine';
comment on column slot.closed is 'Shown, but can''t be booked';
comment on column slot.retired is 'No longer in the books, only history';

create table reservation (
  region text collate "C" not null,
  id bigint not null,
  key_hi bigint not null,
  key_lo bigint not null,
  hold_expires_at_ms bigint not null,
  created_at_ms bigint not null,
  ended_at_ms bigint not null,
  ends_min int not null,
  party smallint not null check (party > 0),
  state smallint not null check (state between 0 and 6),
  archived boolean not null,
  member text not null,
  slots bigint[] not null check (cardinality(slots) > 0),
  primary key (region, id),
  constraint reservation_ends_once check ((state <= 2) = (ended_at_ms = 0)),
  constraint reservation_archived_after_its_end check (state > 2 or not archived)
) with (fillfactor = 85);
create index reservation_in_use on reservation (region, id) where not archived;
comment on column reservation.key_hi is 'Upper half of a digest of member and idempotency key';
comment on column reservation.hold_expires_at_ms is '0 unless it was placed as a hold';
comment on column reservation.ended_at_ms is 'When it was cancelled, expired or completed; 0 before';
comment on column reservation.ends_min is 'When its last slot ends';
comment on column reservation.state is 'See reservation_state_name; 0 to 2 take places';
comment on column reservation.archived is 'No longer in the books, only history';
comment on column reservation.slots is 'venue_no << 32 | start_min of each, in the order asked for';

create table reservation_slot (
  region text collate "C" not null,
  venue_no int not null,
  start_min int not null,
  reservation_id bigint not null,
  places int not null check (places > 0),
  exclusive boolean not null,
  live boolean not null,
  primary key (region, venue_no, start_min, reservation_id),
  foreign key (region, venue_no, start_min) references slot,
  foreign key (region, reservation_id) references reservation,
  constraint exclusive_takes_one_place check (not exclusive or places = 1)
) with (fillfactor = 85);
create unique index exclusive_slot_never_sold_twice on reservation_slot (region, venue_no, start_min) where live and exclusive;
comment on column reservation_slot.places is 'Places that it takes of this slot while it is live';
comment on column reservation_slot.exclusive is 'Of the venue, when the reservation was placed';
comment on column reservation_slot.live is 'Whether the reservation is held, confirmed or checked in';

create table gate_boot (
  region text collate "C" not null,
  gate text collate "C" not null,
  boot text collate "C" not null,
  station_no int not null,
  life int not null default 1,
  through bigint not null default 0,
  beyond bigint[] not null default '{}',
  last_heard_ms bigint not null,
  forgotten boolean not null default false,
  primary key (region, gate, boot),
  foreign key (region, station_no) references station
);
comment on table gate_boot is 'The runs of a gate, and what was heard of each';
comment on column gate_boot.life is 'One more each time the boot is heard of again after it was forgotten';
comment on column gate_boot.through is 'The highest sequence number with none missing below it';
comment on column gate_boot.beyond is 'Sequence numbers above that, ascending';

create table gate_event (
  region text collate "C" not null,
  gate text collate "C" not null,
  boot text collate "C" not null,
  life int not null,
  seq bigint not null check (seq > 0),
  station_no int not null,
  happened_at_ms bigint not null,
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

create table event (
  region text collate "C" not null,
  seq bigint not null,
  at_ms bigint not null,
  reservation_id bigint,
  kind text not null,
  member text,
  payload jsonb,
  primary key (region, seq)
);
comment on table event is 'Every event of the journal in order: the audit trail. Append-only';
comment on column event.payload is 'What the kind has besides; gate events are in gate_event';
create trigger event_append_only before update or delete or truncate on event
  for each statement execute function refuse_change();

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
  join station st on st.region = v.region and st.no = v.station_no;
comment on view reservation_view is 'Reservations by name and local time, one row for each slot';

create view occupancy_view as
select o.region, st.id as station, o.entries, o.exits, greatest(0, o.entries - o.exits) as inside
from occupancy o join station st on st.region = o.region and st.no = o.station_no;
comment on view occupancy_view is 'People inside each station, an estimate';
