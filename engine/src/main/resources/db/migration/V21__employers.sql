-- Who has agreed that what they do on machines counts for their employer.
create table employer_consent (
  region text collate "C" not null references region,
  member text collate "C" not null check (member <> ''),
  employer text collate "C" not null check (employer <> ''),
  given_at_ms bigint not null,
  primary key (region, member)
);
comment on table employer_consent is 'Members who agree to be counted for the employer that their token named';
comment on column employer_consent.given_at_ms is 'Only what ends later counts';

alter table workout add column employer text collate "C" check (employer <> '');
create index workout_of_employer on workout (region, employer, end_ms) where employer is not null;
comment on column workout.employer is 'For whom it counts, by the consent that its member had given when it was written; it stays when that is taken back';
