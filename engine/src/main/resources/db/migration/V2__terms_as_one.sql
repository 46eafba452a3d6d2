-- The numbers of a policy travel as one: a new one is no new column.
alter table venue_terms add column kind text not null default '', add column terms jsonb;
update venue_terms set terms =
  jsonb_build_object('holdTtlMs', hold_ttl_ms, 'cancelCutoffMs', cancel_cutoff_ms, 'atOnceMax', at_once_max);
alter table venue_terms
  alter column terms set not null,
  alter column kind drop default,
  drop column hold_ttl_ms,
  drop column cancel_cutoff_ms,
  drop column at_once_max,
  add constraint terms_are_numbers check (jsonb_typeof(terms) = 'object');
comment on column venue_terms.kind is 'Of the venue, for instance BADMINTON; empty where it was defined before that was kept';
comment on column venue_terms.terms is 'The numbers of its policy by their names, in the units that the names say';

create or replace function venues_cancel_closes_min(region_id text, slots bigint[]) returns int language sql stable as $$
  select min(floor(((k & 4294967295) * 60000 - (v.terms ->> 'cancelCutoffMs')::int) / 60000.0))::int
  from unnest(slots) k join venue_terms v on v.region = region_id and v.venue_no = (k >> 32)::int
$$;
