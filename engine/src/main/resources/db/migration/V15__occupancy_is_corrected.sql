-- How many people are inside is corrected: by somebody who counts, and at night. Venues with gates of their own have a number of their own.
alter table gate_event add column venue_no int not null default 0;
comment on column gate_event.venue_no is 'The venue that the gate leads into; 0 for a gate of the station itself';

alter table occupancy
  add column venue_no int not null default 0,
  add column corrected bigint not null default 0,
  add column passages bigint not null default 0,
  add column heard_ms bigint not null default 0,
  add column counted_ms bigint not null default 0,
  add column as_of_ms bigint not null default 0,
  add column drift bigint,
  drop constraint occupancy_pkey,
  add primary key (region, station_no, venue_no);
comment on table occupancy is 'Counted gate events of each station and of venues with gates of their own, and what corrections came to';
comment on column occupancy.venue_no is '0 for the station itself';
comment on column occupancy.corrected is 'What all corrections together have added';
comment on column occupancy.passages is 'Entries and exits up to the last correction';
comment on column occupancy.heard_ms is 'When one of its gates was heard last; 0 for never';
comment on column occupancy.counted_ms is 'When somebody counted last; 0 for never';
comment on column occupancy.as_of_ms is 'From when the last correction holds; 0 where there was none';
comment on column occupancy.drift is 'What the last correction found; null where there was none';

-- A gate that was heard, and of which nothing was counted, has a station as well.
insert into occupancy as o (region, station_no, entries, exits, heard_ms)
select region, station_no, 0, 0, max(last_heard_ms) from gate_boot where not forgotten group by region, station_no
on conflict (region, station_no, venue_no) do update set heard_ms = excluded.heard_ms;

create or replace view occupancy_view as
select o.region, st.id as station, o.entries, o.exits, greatest(0, o.entries - o.exits + o.corrected) as inside
from occupancy o join station st on st.region = o.region and st.no = o.station_no where o.venue_no = 0;

create table occupancy_correction (
  region text collate "C" not null,
  seq bigint not null check (seq > 0),
  at_ms bigint not null,
  as_of_ms bigint not null,
  drift bigint not null,
  passages bigint not null,
  station_no int not null,
  venue_no int not null,
  inside int not null check (inside >= 0),
  by int not null constraint correction_is_by_somebody check (by in (1, 2)),
  primary key (region, seq),
  foreign key (region, station_no) references station
);
create trigger occupancy_correction_append_only before update or delete or truncate on occupancy_correction
  for each statement execute function refuse_change();
comment on table occupancy_correction is 'Each time when it was found how many people are inside. Append-only';
comment on column occupancy_correction.seq is 'Of the event that says so';
comment on column occupancy_correction.as_of_ms is 'From when it holds';
comment on column occupancy_correction.drift is 'How many more the gates had come to; below zero where less';
comment on column occupancy_correction.passages is 'Entries and exits that they had counted since the correction before';
comment on column occupancy_correction.venue_no is '0 for the station itself';
comment on column occupancy_correction.by is '1 by eye, 2 at night';

-- A gate's clock is behind by the least time that lay between what it tells and its telling.
create table gate_clock (
  region text collate "C" not null references region,
  gate text collate "C" not null,
  hour int not null,
  least_ms bigint not null,
  former_hour int,
  former_ms bigint,
  primary key (region, gate)
);
comment on table gate_clock is 'By how much the clocks of gates are wrong, by the last two hours in which each was heard';
comment on column gate_clock.hour is 'Of its last report, since 1970 UTC';
comment on column gate_clock.least_ms is 'The least time between what happened, by its clock, and a report of that hour';

create or replace view operator_act_view as
select a.region, a.seq, to_timestamp(a.at_ms / 1000.0) at time zone r.zone as at_local, a.actor,
  (array['CLOSE_VENUES', 'LIFT_CLOSURE', 'CHANGE_CAPACITY', 'CHECK_IN', 'CANCEL_RESERVATION', 'FORGIVE_STRIKE',
    'REPLACE_CATALOGUE', 'END_SESSIONS', 'COUNT_OCCUPANCY'])[a.act] as act, a.target,
  a.subject, (select array_agg(s.id order by s.no) from station s where s.region = a.region and s.no = any (a.stations)) as stations,
  a.reason, a.before, a.after
from operator_act a join region r on r.id = a.region;
comment on column operator_act.target is
  'The number of a closure, slot, reservation, catalogue or station, as the act says; 0 where it is about a member';
