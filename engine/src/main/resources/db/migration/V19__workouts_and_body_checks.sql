-- What was done on machines, and what was measured of members.
create table workout (
  region text collate "C" not null references region,
  no bigint not null check (no > 0),
  machine text collate "C" not null,
  station_no int not null check (station_no > 0),
  kind text collate "C" not null,
  member text collate "C" not null,
  whose smallint not null check (whose between 0 and 3),
  start_ms bigint not null,
  end_ms bigint not null,
  active_s int not null check (active_s between 0 and 86400),
  distance_m int check (distance_m >= 0),
  energy_kcal int check (energy_kcal >= 0),
  heart_rate_bpm int check (heart_rate_bpm > 0),
  power_w int check (power_w >= 0),
  primary key (region, no),
  constraint workout_is_within_a_day check (end_ms between start_ms and start_ms + 86400000),
  constraint workout_is_somebodys check ((member <> '') = (whose in (1, 2)))
);
create index workout_of_member on workout (region, member, end_ms) where member <> '';
create index workout_by_time on workout (region, end_ms);
comment on table workout is 'What somebody has done on a machine in one go';
comment on column workout.kind is 'Of the machine, as the catalogue had it then';
comment on column workout.member is 'Empty where it is nobody''s, or its member was forgotten';
comment on column workout.whose is '0 nobody''s, 1 by the pass that was shown to the machine, 2 claimed, 3 its member was forgotten';
comment on column workout.active_s is 'As the machine counted it, without pauses where it knows them';
comment on column workout.distance_m is 'Null where the machine did not say; so with the others';

create table body_check (
  region text collate "C" not null references region,
  member text collate "C" not null check (member <> ''),
  local_day int not null,
  station_no int not null check (station_no > 0),
  recorded_ms bigint not null,
  measures int[] not null,
  amounts int[] not null,
  primary key (region, member, local_day, station_no),
  constraint body_check_has_an_amount_of_each check (cardinality(measures) = cardinality(amounts))
);
create index body_check_by_time on body_check (region, recorded_ms);
comment on table body_check is 'What was measured of a member on a day at a station, as an operator wrote it down last; empty where it was taken back';
comment on column body_check.local_day is 'Since 1970-01-01, by the region''s clock';
comment on column body_check.measures is 'Codes of io.yizhan.core.BodyMeasure; amounts are in units of the last digit';

create or replace view operator_act_view as
select a.region, a.seq, to_timestamp(a.at_ms / 1000.0) at time zone r.zone as at_local, a.actor,
  (array['CLOSE_VENUES', 'LIFT_CLOSURE', 'CHANGE_CAPACITY', 'CHECK_IN', 'CANCEL_RESERVATION', 'FORGIVE_STRIKE',
    'REPLACE_CATALOGUE', 'END_SESSIONS', 'COUNT_OCCUPANCY', 'MARK_EQUIPMENT', 'RECORD_BODY_CHECK'])[a.act] as act, a.target,
  a.subject, (select array_agg(s.id order by s.no) from station s where s.region = a.region and s.no = any (a.stations)) as stations,
  a.reason, a.before, a.after
from operator_act a join region r on r.id = a.region;
