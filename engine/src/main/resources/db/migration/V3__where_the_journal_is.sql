-- A region's events are in the files of one engine or in a stream that several share, before these rows have them. Who goes on from the
-- wrong one would go on without what was answered: so the rows say which it is, and whether it may be left behind.

alter table region
  add column journal text not null default 'FILES' constraint journal_is_known check (journal in ('FILES', 'STREAM')),
  add column journal_drained boolean not null default false;
-- A region that begins now has no events anywhere: whoever becomes its first owner says where they will be, before the first is answered. One
-- that dies before it says so leaves nothing behind.
alter table region alter column journal_drained set default true;
update region set journal_drained = true where epoch = 0;
comment on column region.journal is 'Where events are that these rows do not hold yet: the files of one engine, or the stream of a cluster';
comment on column region.journal_drained is 'These rows hold all of them, and nobody owns the region: it may go on elsewhere';

-- What the nodes of a cluster must have in common, so that each takes what another has given out: the key of passes, and the secret of
-- development tokens.
create table shared_secret (
  name text collate "C" primary key,
  value bytea not null
);
comment on table shared_secret is 'Keys that all nodes of a cluster use. Guard the database as you would guard the keys';
