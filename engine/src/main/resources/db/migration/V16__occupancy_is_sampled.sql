-- How full each station was, every five minutes, for some months. What nobody looked at is not there: a gap is a gap.
create table occupancy_sample (
  region text collate "C" not null,
  station_no int not null,
  bucket_min int not null,
  inside int not null check (inside >= 0),
  confidence int not null constraint confidence_is_known check (confidence in (1, 2, 3)),
  primary key (region, station_no, bucket_min),
  foreign key (region, station_no) references station
);
comment on table occupancy_sample is 'People inside each station, as they were shown every five minutes; written by the owner of the region';
comment on column occupancy_sample.bucket_min is 'The first of the five minutes, since 1970 UTC';
comment on column occupancy_sample.confidence is '1 live, 2 stale, 3 unknown';
