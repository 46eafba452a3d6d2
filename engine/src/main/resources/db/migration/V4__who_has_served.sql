-- An epoch that was raised need not have become an owner's: who raised it may have died before it had the journal. Whoever takes over must
-- know in whose name answers may have been given, to find out whether the stream still has them.

alter table region add column served_epoch bigint not null default 0;
update region set served_epoch = epoch;
alter table region add constraint served_by_an_epoch_that_was_raised check (served_epoch between 0 and epoch);
comment on column region.served_epoch is 'Of the last owner that came to serve; who raised a higher epoch has answered nothing';
