-- Who was inside by the pass of a reservation: one row for each time that somebody came in, or was seen to go out.
create table visit (
  region text collate "C" not null,
  reservation_id bigint not null,
  no smallint not null,
  entered_ms bigint,
  entry_gate text collate "C",
  entry_reported boolean not null,
  left_ms bigint,
  exit_gate text collate "C",
  exit_reported boolean not null,
  how text collate "C" not null check (how in ('INSIDE', 'EXIT', 'LONGEST_STAY', 'UNKNOWN')),
  conflict text collate "C",
  primary key (region, reservation_id, no),
  constraint visit_is_of_somebody_seen check (entered_ms is not null or left_ms is not null),
  constraint visit_has_ended check (how = 'UNKNOWN' or (left_ms is null) = (how = 'INSIDE'))
);
comment on table visit is 'Who was inside by the pass of a reservation; it names nobody, its reservation does';
comment on column visit.no is 'From 0, by when it began; not the same for ever, since gates report late';
comment on column visit.entered_ms is 'Null where nobody saw them come in';
comment on column visit.entry_reported is 'Whether the gate has counted it; else it was told to open, and has not said that they came';
comment on column visit.how is 'How it has ended; LONGEST_STAY: the exit was missed; UNKNOWN: it is not known whether it was one';
comment on column visit.conflict is 'What does not fit the books, as a gate has reported it; null for nothing';
