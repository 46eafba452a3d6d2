-- Closures that machines have made of the venues that they are.
alter table closure add column machine text collate "C";
comment on column closure.machine is 'The machine that is out of order, and is the venue; null where something else closes it';

-- For how long machines were in use, by the hour: as it was shown, so written by each owner itself and not by what has happened.
create table equipment_use (
  region text collate "C" not null references region,
  hour_min int not null,
  machine text collate "C" not null,
  epoch bigint not null,
  station_no int not null,
  kind text collate "C" not null,
  in_use_s int not null check (in_use_s >= 0),
  known_s int not null check (known_s >= in_use_s),
  primary key (region, hour_min, machine, epoch),
  foreign key (region, station_no) references station
);
comment on table equipment_use is 'Seconds in which machines were heard, and in which somebody was on them; a row for each owner of the hour';
comment on column equipment_use.hour_min is 'When the hour began, minutes since 1970 UTC';
comment on column equipment_use.epoch is 'Of the owner that has seen it; those of one hour add up';
comment on column equipment_use.station_no is 'Of the station where it stood then';
