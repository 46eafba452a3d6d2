-- Orders of booking partners: which reservations are an order's, item by item.
create table booking_order (
  region text collate "C" not null,
  broker text collate "C" not null,
  uuid uuid not null,
  state smallint not null check (state between 0 and 2),
  member text collate "C" not null,
  digest_hi bigint not null,
  digest_lo bigint not null,
  details text not null,
  changed_seq bigint not null,
  primary key (region, broker, uuid),
  constraint booking_order_has_changed_since_it_was_booked check ((state = 0) = (changed_seq = 0)),
  constraint booking_order_is_forgotten_once_it_is_erased check (state = 1 or details = '')
);
-- A partner asks for what has changed since it last asked.
create index booking_order_changed on booking_order (region, broker, changed_seq, uuid) where state > 0;
comment on table booking_order is 'Orders of booking partners, and quotes whose lease runs';
comment on column booking_order.uuid is 'By which the partner calls it';
comment on column booking_order.state is '0 a quote, 1 booked, 2 given up for good';
comment on column booking_order.member is 'For whom it is; empty where that member was forgotten';
comment on column booking_order.digest_hi is 'With digest_lo: of what was asked for, by which the same order is known';
comment on column booking_order.details is 'What its partner has said of it, about persons; empty for a quote, and once it is given up or its member forgotten';
comment on column booking_order.changed_seq is 'The number of the last event that has changed the order or one of its items since it was booked; 0 for a quote';

create table booking_order_item (
  region text collate "C" not null,
  broker text collate "C" not null,
  uuid uuid not null,
  number smallint not null check (number between 1 and 20),
  reservation_id bigint not null,
  primary key (region, broker, uuid, number)
);
-- What happens to a reservation is a change of its order; most are no order's.
create unique index booking_order_item_of_reservation on booking_order_item (region, reservation_id);
comment on table booking_order_item is 'Items of orders and quotes: each is a reservation of its own';
