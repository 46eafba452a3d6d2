-- Members check in. Whoever does not come in time loses the place, and too many strikes suspend them for a while.
alter table reservation
  add column check_in_by_ms bigint,
  add column checked_in_at_ms bigint,
  add column strike smallint,
  add constraint reservation_strike_is_no_show check (strike is null or (state = 6 and strike between 1 and 2));
comment on column reservation.check_in_by_ms is 'By when its member must have come; null where nobody looks';
comment on column reservation.checked_in_at_ms is 'Null where its member has not checked in';
comment on column reservation.strike is '1: its member did not come, and that counts; 2: it was forgiven; null for none';

create table suspension (
  region text not null references region,
  member text not null,
  until_ms bigint not null,
  primary key (region, member)
);
comment on table suspension is 'Members who did not come too often and book nothing until then; 0 for those who may again';
