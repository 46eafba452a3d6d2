-- Who comes along to a reservation: invited by its holder, each accepts as themselves.
create table companion (
  region text collate "C" not null,
  reservation_id bigint not null,
  number smallint not null check (number between 1 and 100),
  state smallint not null check (state between 0 and 3),
  member text collate "C",
  invited_ms bigint not null,
  accepted_ms bigint,
  ended_ms bigint,
  closes_min int not null,
  changes_max int not null,
  holder_present boolean not null,
  primary key (region, reservation_id, number),
  constraint companion_has_accepted check ((member is null) = (accepted_ms is null) and (accepted_ms is not null or state in (0, 2))
    and (accepted_ms is null or state <> 0)),
  constraint companion_ends_once check ((state >= 2) = (ended_ms is not null))
);
-- Few reservations have any, and of those that are open nobody is looked for.
create index companion_of_member on companion (region, member, reservation_id) where member is not null;
comment on table companion is 'Invitations to come along to a reservation, by number';
comment on column companion.state is '0 open, 1 accepted, 2 withdrawn by the holder, 3 left by its companion';
comment on column companion.member is 'Who has accepted it; null for nobody, empty where that member was forgotten';
comment on column companion.closes_min is 'Until when one is invited, accepts or is replaced, in minutes since 1970 UTC; with the next two the terms of its reservation';

alter table visit add column companion smallint not null default 0;
comment on column visit.companion is 'By whose pass: the number of the invitation; 0 for the reservation''s own';
