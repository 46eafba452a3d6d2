-- The places of some slots are drawn for. An entry is a reservation; what is published of it stays with the draw, and names nobody.
alter table reservation
  add column entry smallint not null default 0 check (entry between 0 and 2),
  add column lost boolean not null default false;
comment on column reservation.entry is '1: placed as an entry in a draw, 2: and would wait where it is not drawn; 0 for all others';
comment on column reservation.lost is 'Whether the draw had no place for it, nor has it come to one since';
comment on column reservation.state is 'See reservation_state_name; 0 to 2 and 8 take places, 7 waits for them, 9 is in the draw for them';
comment on column reservation.wait_ends_at_ms is
  'Of one that waits, is offered a place, or is in a draw: when that ends; not 0 for all that were any of it';

alter table reservation
  drop constraint reservation_state_check,
  drop constraint reservation_ends_once,
  drop constraint reservation_archived_after_its_end,
  add constraint reservation_state_check check (state between 0 and 10),
  add constraint reservation_ends_once check ((state <= 2 or state between 7 and 9) = (ended_at_ms = 0)),
  add constraint reservation_archived_after_its_end check (state between 3 and 6 or state = 10 or not archived),
  add constraint reservation_was_entered_to_be_drawn check (state < 9 or entry > 0);

create or replace function reservation_state_name(state smallint) returns text language sql immutable parallel safe as $$
  select (array['HELD', 'CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'CANCELLED', 'EXPIRED', 'NO_SHOW', 'WAITLISTED', 'OFFERED', 'ENTERED',
    'NOT_DRAWN'])[state + 1]
$$;

create table draw (
  region text collate "C" not null,
  venue_no int not null,
  start_min int not null,
  draw_id text collate "C" not null,
  round int not null check (round > 0),
  closes_min int not null,
  reveal_min int,
  weight_max smallint not null check (weight_max between 1 and 4),
  commitment text not null,
  source text not null,
  second_commitment text,
  first_secret text,
  second_secret text,
  external text,
  digest text,
  lines int,
  withdrawn int[],
  carried_out boolean not null,
  primary key (region, venue_no, start_min),
  foreign key (region, venue_no, start_min) references slot,
  constraint draw_is_fixed_before_anything_is_revealed
    check (digest is not null or (first_secret is null and second_secret is null and external is null)),
  constraint draw_is_revealed_in_order check (external is null or first_secret is not null)
);
comment on table draw is 'How the places of a slot are drawn for, and how far that has come';
comment on column draw.draw_id is 'The slot''s public id, which is part of what is hashed';
comment on column draw.digest is 'SHA-256 of the lines; null while people enter';
comment on column draw.withdrawn is 'Numbers of entries that were taken back before the others were fixed';

create table draw_entry (
  region text collate "C" not null,
  venue_no int not null,
  start_min int not null,
  number int not null check (number > 0),
  reservation_id bigint not null,
  weight smallint not null check (weight between 1 and 4),
  pseudonym_hi bigint not null,
  pseudonym_lo bigint not null,
  rank int,
  result smallint check (result between 1 and 8),
  primary key (region, venue_no, start_min, number),
  foreign key (region, venue_no, start_min) references draw,
  constraint draw_entry_is_decided_as_a_whole check ((rank is null) = (result is null))
);
comment on table draw_entry is 'Who has entered a draw, as anybody may see it';
comment on column draw_entry.rank is '1 for the first in the drawn order; null before that is decided, and for one that was gone by then';
comment on column draw_entry.result is 'See io.yizhan.core.DrawResult';

create or replace view operator_act_view as
select a.region, a.seq, to_timestamp(a.at_ms / 1000.0) at time zone r.zone as at_local, a.actor,
  (array['CLOSE_VENUES', 'LIFT_CLOSURE', 'CHANGE_CAPACITY', 'CHECK_IN', 'CANCEL_RESERVATION', 'FORGIVE_STRIKE',
    'REPLACE_CATALOGUE', 'END_SESSIONS', 'COUNT_OCCUPANCY', 'MARK_EQUIPMENT', 'RECORD_BODY_CHECK', 'GIVE_DRAW_PART',
    'OPEN_DRAW_WINDOW', null, 'CREATE_WEBHOOK', 'DELETE_WEBHOOK', 'RESEND_DEAD_LETTERS'])[a.act] as act, a.target,
  a.subject, (select array_agg(s.id order by s.no) from station s where s.region = a.region and s.no = any (a.stations)) as stations,
  a.reason, a.before, a.after
from operator_act a join region r on r.id = a.region;
