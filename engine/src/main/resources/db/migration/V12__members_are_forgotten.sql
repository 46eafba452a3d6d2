-- Members may ask to be forgotten: what they had stays as counts, without them.
-- Of history alone: the books know who has what of the rest, and an index of all would be one more entry for each booking of the peak.
create index reservation_of_former_days on reservation (region, member, id) where archived;
comment on column reservation.member is 'Empty where the member was forgotten';

create table erasure (
  region text collate "C" not null references region,
  seq bigint not null check (seq > 0),
  at_ms bigint not null,
  member text collate "C",
  swept_through bigint not null default 0,
  primary key (region, seq)
);
comment on table erasure is 'Members who asked to be forgotten';
comment on column erasure.seq is 'Of the event that says so: what came later is of somebody new';
comment on column erasure.member is 'Null once nothing of the audit trail and of what operators did names them any more';
comment on column erasure.swept_through is 'The last event of the audit trail that was looked through for it';

-- The tables that are append-only forget members, and nothing else.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and tg_table_name in ('event_batch', 'operator_act') and current_setting('yizhan.forgets', true) = 'members' then
    return null;
  end if;
  raise exception '% is append-only: % refused', tg_table_name, lower(tg_op) using errcode = 'YZ003';
end $$;

-- One pass through the trail for all who wait for it; who asks meanwhile is the next pass's, so that none begins again and again.
create function forget_members(region_id text, batches int) returns boolean language plpgsql as $$
declare
  pass record;
  reached bigint;
begin
  select swept_through as from_seq, max(seq) as to_seq, array_agg(distinct member) as members into pass
  from erasure where region = region_id and member is not null group by swept_through order by swept_through desc limit 1;
  if not found then
    return false;
  end if;
  perform set_config('yizhan.forgets', 'members', true);

  select max(last_seq) into reached from (
    select last_seq from event_batch
    where region = region_id and last_seq > pass.from_seq and first_seq <= pass.to_seq order by first_seq limit batches) next;
  update event_batch b set member = (
    select array_agg(
      case when exists (
        select from erasure e
        where e.region = region_id and e.member = m.subject and e.seq >= b.first_seq + m.position - 1)
      then '' else m.subject end order by m.position)
    from unnest(b.member) with ordinality as m (subject, position))
  where b.region = region_id and b.first_seq <= reached and b.last_seq > pass.from_seq and b.member && pass.members;
  if reached < pass.to_seq then
    update erasure set swept_through = reached
    where region = region_id and member is not null and swept_through = pass.from_seq;
    return true;
  end if;

  update operator_act a set subject = ''
  from erasure e
  where e.region = region_id and e.member = any (pass.members) and a.region = region_id and a.subject = e.member and a.seq <= e.seq;
  update erasure set member = null, swept_through = seq
  where region = region_id and member is not null and swept_through = pass.from_seq;
  return exists (select from erasure where region = region_id and member is not null);
end $$;
comment on function forget_members is
  'Goes some batches on through the audit trail for members who asked to be forgotten; whether there is more to do';
