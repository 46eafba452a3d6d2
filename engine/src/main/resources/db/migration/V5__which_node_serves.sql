-- A node that is cut off from Redis does not hear who owns a region now. These rows can tell it where to send what comes in.

alter table region add column served_by text;
comment on column region.served_by is 'Where other nodes reach the owner of served_epoch; null for an engine that has the region to itself';
