create schema catalogue;

-- One row per service of the city. A service that left the city's files stays, so that old cases keep its name.
create table catalogue.service (
  id            text primary key,
  leika_key     text,
  unit_id       text not null,
  definition    jsonb not null,
  content_hash  text not null,
  version       integer not null default 1,
  -- 0 to 1, from the clicks of the last 90 days
  popularity    real not null default 0 check (popularity between 0 and 1),
  changed_at    timestamptz not null,
  withdrawn_at  timestamptz
);

-- Addresses are per language, and no two services share one.
create table catalogue.service_slug (
  locale      text not null check (locale in ('de', 'en')),
  slug        text not null,
  service_id  text not null references catalogue.service on delete cascade,
  primary key (locale, slug)
);

create table catalogue.life_situation (
  id          text primary key,
  definition  jsonb not null,
  position    integer not null
);

-- Words of everyday life that editors add to a service without touching the city's files.
create table catalogue.synonym (
  service_id  text not null references catalogue.service on delete cascade,
  locale      text not null check (locale in ('de', 'en')),
  term        text not null,
  added_at    timestamptz not null,
  primary key (service_id, locale, term)
);

-- What the search index of each process is built from; it changes with every change that search can see.
create table catalogue.edition (
  only_row    boolean primary key default true check (only_row),
  hash        text not null,
  changed_at  timestamptz not null
);

-- How often a term was looked for on a day, and how often in vain. No person, no session, no address.
create table catalogue.search_term (
  day       date not null,
  locale    text not null,
  term      text not null,
  searches  integer not null default 0,
  zero_hits integer not null default 0,
  primary key (day, locale, term)
);

-- How often a service was opened from a list of hits on a day.
create table catalogue.click (
  day         date not null,
  service_id  text not null references catalogue.service on delete cascade,
  clicks      integer not null default 0,
  primary key (day, service_id)
);
