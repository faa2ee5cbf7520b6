create schema addresses;

-- One import of an official list. Its rows are written once and never changed; the row here stays as history after they are gone.
create table addresses.edition (
  id            uuid primary key default uuidv7(),
  source        text not null,
  -- SHA-256 of the file: the same file again changes nothing
  content_hash  text not null,
  imported_at   timestamptz not null,
  streets       integer not null,
  addresses     integer not null,
  -- faulty rows left out on demand
  skipped       integer not null
);

-- The edition that answers. Switched in the transaction of the import.
create table addresses.current_edition (
  only_row    boolean primary key default true check (only_row),
  edition_id  uuid not null references addresses.edition
);

create table addresses.street (
  edition_id  uuid not null references addresses.edition on delete cascade,
  id          integer not null,
  name        text not null,
  city        text not null,
  primary key (edition_id, id)
);

create table addresses.address (
  edition_id    uuid not null,
  street_id     integer not null,
  house_number  integer not null,
  -- '', 'a', '-14', '/2', '1/2'
  suffix        text not null,
  postal_code   text not null,
  -- Stadtbezirk as the list says it
  district      text,
  latitude      double precision not null,
  longitude     double precision not null,
  -- easting and northing in EPSG:25832, so that distances are metres
  location      point not null,
  primary key (edition_id, street_id, house_number, suffix, postal_code),
  foreign key (edition_id, street_id) references addresses.street on delete cascade
);
create index address_location on addresses.address using gist (location);

-- Stadtbezirke.
create table addresses.district (
  number  integer primary key check (number > 0),
  name    text not null
);

-- Each outer ring; a district has as many as it has separate pieces or named parts (Bezirksteile). In millionths of a degree, longitude
-- first: PostgreSQL's geometry takes less than 1e-6 for zero, which in degrees puts places near slanting edges on the wrong side.
create table addresses.district_area (
  id               integer primary key,
  district_number  integer not null references addresses.district on delete cascade,
  part             text,
  shape            polygon not null
);
create index district_area_shape on addresses.district_area using gist (shape);

-- PostgreSQL's polygons have no holes: inner rings are rows of their own.
create table addresses.district_hole (
  area_id  integer not null references addresses.district_area on delete cascade,
  shape    polygon not null
);
create index district_hole_area on addresses.district_hole (area_id);

-- Where the shapes come from.
create table addresses.district_source (
  only_row      boolean primary key default true check (only_row),
  source        text not null,
  content_hash  text not null,
  imported_at   timestamptz not null
);
