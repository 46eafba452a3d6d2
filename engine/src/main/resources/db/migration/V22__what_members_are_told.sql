-- What members are told, by the transaction that has the event's rows: a crash leaves both or none.
-- Every booking pays for it, so it has one index; that nothing is told twice, the checkpoint sees to, and yizhan doctor looks after.
create table notification (
  no bigint generated always as identity,
  seq bigint not null check (seq > 0),
  reservation_id bigint not null,
  at_ms bigint not null,
  until_ms bigint,
  kind smallint not null check (kind > 0),
  region text collate "C" not null,
  member text collate "C" not null check (member <> ''),
  reason text,
  primary key (region, member, no)
);
comment on table notification is 'What members are told, each thing once: their inbox, and what is sent to them';
comment on column notification.no is 'In the order in which they can be read; a reader goes on from one';
comment on column notification.seq is 'Of the event that it tells of; of a reminder, the last event before it';
comment on column notification.kind is 'Codes of io.yizhan.core.NoticeKind';
comment on column notification.until_ms is 'Of an offer, until when it stands; of a strike, until when its member is suspended';
comment on column notification.reason is 'Of the operator, or of the closure';

-- Where members want to be written to, as they have said themselves; what leaves the engine's own pages.
create table contact (
  region text collate "C" not null references region,
  member text collate "C" not null check (member <> ''),
  email text not null,
  language text not null check (language in ('zh', 'en')),
  kinds smallint[] not null,
  changed_ms bigint not null,
  primary key (region, member)
);
comment on column contact.kinds is 'What they want to be written of: codes of io.yizhan.core.NoticeKind';

-- A letter for each notification whose member wants one. Its state is written before and after it is sent.
create table letter (
  region text collate "C" not null,
  no bigint not null,
  member text collate "C" not null,
  state smallint not null default 0 check (state between 0 and 3),
  attempts int not null default 0,
  next_try_ms bigint not null default 0,
  created_ms bigint not null,
  ended_ms bigint,
  problem text,
  primary key (region, no)
);
create index letter_to_send on letter (region, next_try_ms) where state <= 1;
create index letter_of_member on letter (region, member);
comment on table letter is 'What is sent to members by mail';
comment on column letter.no is 'Of the notification';
comment on column letter.state is '0 to send, 1 being sent, 2 sent, 3 given up';
