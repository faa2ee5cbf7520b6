-- Services come from the city's files, or from a department that has published one itself: those no reading of files withdraws.
alter table catalogue.service add column origin text not null default 'city' check (origin in ('city', 'department'));
