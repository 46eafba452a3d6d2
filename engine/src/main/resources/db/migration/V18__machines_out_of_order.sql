-- Machines that operators have put out of order.
create table equipment_mark (
  region text collate "C" not null references region,
  machine text collate "C" not null,
  station_no int not null check (station_no > 0),
  since_ms bigint not null,
  reason text not null,
  primary key (region, machine)
);
comment on table equipment_mark is 'Machines that are out of order by an operator''s word, for as long as it holds';
comment on column equipment_mark.station_no is 'Of the station where it stood then';

create or replace view operator_act_view as
select a.region, a.seq, to_timestamp(a.at_ms / 1000.0) at time zone r.zone as at_local, a.actor,
  (array['CLOSE_VENUES', 'LIFT_CLOSURE', 'CHANGE_CAPACITY', 'CHECK_IN', 'CANCEL_RESERVATION', 'FORGIVE_STRIKE',
    'REPLACE_CATALOGUE', 'END_SESSIONS', 'COUNT_OCCUPANCY', 'MARK_EQUIPMENT'])[a.act] as act, a.target,
  a.subject, (select array_agg(s.id order by s.no) from station s where s.region = a.region and s.no = any (a.stations)) as stations,
  a.reason, a.before, a.after
from operator_act a join region r on r.id = a.region;
comment on column operator_act.subject is
  'The member whom it is about, or the machine; null for nobody in particular, empty for one who was forgotten';
