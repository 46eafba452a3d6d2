-- Who has replaced a catalogue, and why: stored with it, and from here into operator_act. Of imports, and of what was stored before this, there
-- is nobody.
alter table catalogue add column actor text collate "C", add column reason text,
  add constraint catalogue_by_somebody check ((actor is null) = (reason is null));
comment on column catalogue.actor is 'The admin who has put it in force while the engine ran; null of an import';
comment on column catalogue.reason is 'Why; null of an import';
create index operator_act_of_catalogue on operator_act (region, target) where act = 7;
