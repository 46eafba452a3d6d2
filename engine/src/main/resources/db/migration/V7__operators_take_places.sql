-- Operators give a slot fewer places; whoever came last loses theirs, and is told why.
alter table reservation
  add column taken_for text,
  add constraint reservation_taken_is_cancelled check (taken_for is null or state = 4);
comment on column reservation.taken_for is 'The reason of the operator who cancelled it; null for none';
