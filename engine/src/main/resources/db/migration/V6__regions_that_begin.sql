-- The third migration was completed after some databases had it: what they lack. The others have it already.

alter table region alter column journal_drained set default true;
update region set journal_drained = true where epoch = 0;
