-- What is known of a gate's boot, as ranges: a gap costs one of them, however wide it is, and each transaction rewrites no more.
alter table gate_boot add column known int8multirange not null default '{}';

update gate_boot set known = coalesce(
  (select range_agg(int8range(seq, seq, '[]')) from unnest(beyond) as b (seq)), '{}')
  + case when through > 0 then int8multirange(int8range(1, through, '[]')) else '{}'::int8multirange end;

alter table gate_boot drop column through, drop column beyond;
comment on column gate_boot.known is 'Sequence numbers that came, or that the gate has lost; up to the end of a range that begins with 1 none is missing';
