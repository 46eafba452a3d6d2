-- Bookings of a series are told apart: which share of the places they have is published.
alter table reservation add column recurring boolean not null default false;
comment on column reservation.recurring is 'Whether it is one of a series of weekly bookings';
