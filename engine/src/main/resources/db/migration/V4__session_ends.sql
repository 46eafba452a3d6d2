-- Sessions that were ended before their time, so that no node takes them any more.
create table session_end (
  subject text collate "C" not null,
  session text,
  ended_at_ms bigint not null,
  forget_at_ms bigint not null,
  written_at timestamptz not null default clock_timestamp()
);
create index session_end_by_time on session_end (written_at);
comment on table session_end is 'Sessions of members, ended before their time';
comment on column session_end.session is 'Null for all that the subject had begun until ended_at_ms';
comment on column session_end.forget_at_ms is 'From then on no session that it ended could be good';
