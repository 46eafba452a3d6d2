-- Whoever keeps a copy of all slots asks for what has changed since: so each slot says by which event it changed last.
--
-- Slots that are there already get numbers up to the checkpoint, spread out: nobody has a copy yet, and what has one number is told together.
alter table slot add column changed_seq bigint not null default 0;
comment on column slot.changed_seq is 'The number of the last event after which it looks, or may look, otherwise to whoever books';

with numbered as (
  select s.region, s.venue_no, s.start_min,
    1 + (row_number() over in_order - 1) * greatest(r.seq, 1) / count(*) over (partition by s.region) as seq
  from slot s join region r on r.id = s.region
  where not s.retired
  window in_order as (partition by s.region order by s.venue_no, s.start_min))
update slot s set changed_seq = n.seq from numbered n
where s.region = n.region and s.venue_no = n.venue_no and s.start_min = n.start_min;

create index slot_lately_retired on slot (region, end_min) where retired;
