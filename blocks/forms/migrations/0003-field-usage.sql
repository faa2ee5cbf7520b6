-- Time between the drawing of a page and its answer, summed up; answers that took longer than half an hour were breaks and are not counted.
alter table forms.page_usage add column seconds bigint not null default 0, add column timed integer not null default 0;

-- Counts per field and day, without a trace of who. Losing the last seconds in a crash is no harm.
create unlogged table forms.field_usage (
  form_id text not null,
  day date not null,
  -- path in the definition, without numbers of items
  field text not null,
  shown integer not null default 0,
  answered integer not null default 0,
  refused integer not null default 0,
  primary key (form_id, day, field)
);
create unlogged table forms.field_fault (
  form_id text not null,
  day date not null,
  field text not null,
  code text not null,
  times integer not null default 0,
  primary key (form_id, day, field, code)
);
