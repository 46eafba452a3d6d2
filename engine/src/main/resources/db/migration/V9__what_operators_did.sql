-- What operators have changed: who it was, when, why, and how it stood before and after.
create table operator_act (
  region text collate "C" not null references region,
  seq bigint not null check (seq > 0),
  at_ms bigint not null,
  target bigint not null,
  act smallint not null check (act > 0),
  actor text collate "C" not null,
  subject text collate "C",
  stations int[] not null,
  reason text,
  before text,
  after text,
  primary key (region, seq)
);
create index operator_act_by_actor on operator_act (region, actor, seq);
create index operator_act_by_subject on operator_act (region, subject, seq) where subject is not null;
create index operator_act_by_station on operator_act using gin (stations);
create trigger operator_act_append_only before update or delete or truncate on operator_act
  for each statement execute function refuse_change();
comment on table operator_act is 'What operators have changed: who, when, what, why, before and after. Append-only';
comment on column operator_act.seq is 'Of the event that says so';
comment on column operator_act.act is 'See operator_act_view';
comment on column operator_act.target is 'The number of a closure, slot or reservation, as the act says';
comment on column operator_act.subject is 'The member whom it is about; null for nobody in particular';
comment on column operator_act.stations is 'Numbers of the stations where it was';
comment on column operator_act.reason is 'Null where none was given';

create view operator_act_view as
select a.region, a.seq, to_timestamp(a.at_ms / 1000.0) at time zone r.zone as at_local, a.actor,
  (array['CLOSE_VENUES', 'LIFT_CLOSURE', 'CHANGE_CAPACITY', 'CHECK_IN', 'CANCEL_RESERVATION', 'FORGIVE_STRIKE',
    'REPLACE_CATALOGUE'])[a.act] as act, a.target,
  a.subject, (select array_agg(s.id order by s.no) from station s where s.region = a.region and s.no = any (a.stations)) as stations,
  a.reason, a.before, a.after
from operator_act a join region r on r.id = a.region;
comment on view operator_act_view is 'What operators have changed, by name and local time';
