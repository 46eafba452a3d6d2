-- What partners are told of their orders: a notice for the customer, and whatever has changed since an order was booked.
alter table booking_order
  add column notice text not null default '',
  add column booked_seq bigint not null default 0;
-- What was booked before this counts as changed: its partner hears how it stands.
alter table booking_order
  alter column notice drop default,
  alter column booked_seq drop default,
  add constraint booking_order_changes_once_it_is_booked check (booked_seq between 0 and changed_seq),
  add constraint booking_order_tells_nothing_once_it_is_erased check (state = 1 or notice = '');
comment on column booking_order.notice is 'What the customer is to be told by the partner, in an operator''s words; empty for nothing, and once the order is given up or its member forgotten';
comment on column booking_order.booked_seq is 'The number of the event by which it was booked: what has changed since has a changed_seq above it; 0 for a quote';

create or replace view operator_act_view as
select a.region, a.seq, to_timestamp(a.at_ms / 1000.0) at time zone r.zone as at_local, a.actor,
  (array['CLOSE_VENUES', 'LIFT_CLOSURE', 'CHANGE_CAPACITY', 'CHECK_IN', 'CANCEL_RESERVATION', 'FORGIVE_STRIKE',
    'REPLACE_CATALOGUE', 'END_SESSIONS', 'COUNT_OCCUPANCY', 'MARK_EQUIPMENT', 'RECORD_BODY_CHECK', 'GIVE_DRAW_PART',
    'OPEN_DRAW_WINDOW', null, 'CREATE_WEBHOOK', 'DELETE_WEBHOOK', 'RESEND_DEAD_LETTERS', 'GIVE_CUSTOMER_NOTICE'])[a.act] as act, a.target,
  a.subject, (select array_agg(s.id order by s.no) from station s where s.region = a.region and s.no = any (a.stations)) as stations,
  a.reason, a.before, a.after
from operator_act a join region r on r.id = a.region;
