-- Programs of others that are told of what happens, each in order. How far each was told is durable.
create sequence webhook_no as int;
create table webhook (
  region text collate "C" not null references region,
  no int not null check (no > 0),
  url text not null,
  types text[] not null,
  persons boolean not null,
  secret bytea not null,
  created_by text collate "C" not null,
  created_ms bigint not null,
  after_seq bigint not null,
  delivered bigint not null default 0,
  failing_since_ms bigint,
  attempts int not null default 0,
  next_try_ms bigint not null default 0,
  problem text,
  primary key (region, no)
);
comment on table webhook is 'Addresses that are told of events, in their order';
comment on column webhook.types is 'What they are told of, by the names of the contract; empty for everything';
comment on column webhook.persons is 'Whether they are told who people are';
comment on column webhook.secret is 'What is signed with; encrypted where there is a key for that';
comment on column webhook.after_seq is 'The last event that they have, or that is not for them';
comment on column webhook.failing_since_ms is 'Since when the next event is refused; null where it is not';

create table webhook_dead_letter (
  region text collate "C" not null,
  webhook_no int not null,
  seq bigint not null,
  given_up_ms bigint not null,
  attempts int not null,
  problem text not null,
  resend boolean not null default false,
  primary key (region, webhook_no, seq),
  foreign key (region, webhook_no) references webhook on delete cascade
);
comment on table webhook_dead_letter is 'Events that an address has not taken for three days; the later ones were told since';
comment on column webhook_dead_letter.resend is 'To be sent once more';

create or replace view operator_act_view as
select a.region, a.seq, to_timestamp(a.at_ms / 1000.0) at time zone r.zone as at_local, a.actor,
  (array['CLOSE_VENUES', 'LIFT_CLOSURE', 'CHANGE_CAPACITY', 'CHECK_IN', 'CANCEL_RESERVATION', 'FORGIVE_STRIKE',
    'REPLACE_CATALOGUE', 'END_SESSIONS', 'COUNT_OCCUPANCY', 'MARK_EQUIPMENT', 'RECORD_BODY_CHECK',
    null, null, null, 'CREATE_WEBHOOK', 'DELETE_WEBHOOK', 'RESEND_DEAD_LETTERS'])[a.act] as act, a.target,
  a.subject, (select array_agg(s.id order by s.no) from station s where s.region = a.region and s.no = any (a.stations)) as stations,
  a.reason, a.before, a.after
from operator_act a join region r on r.id = a.region;
