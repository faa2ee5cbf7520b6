create schema envelope;

-- The house keys that something was ever encrypted under and that are not retired: by id and a value that only the key itself gives, never the key. A start
-- without one of them is refused, before anything is written that could not be read together with the rest.
create table envelope.house_key (
  id text primary key check (id ~ '^[0-9a-f]{16}$'),
  proof bytea not null,
  -- when another key took its place; a running process may still write under it for a moment
  replaced_at timestamptz
);

-- What opens a blob of the file store: its data key, wrapped by a house key. Without its row a blob, or a copy of it anywhere, is noise.
create table envelope.blob (
  -- of the content: the name by which all modules refer to it
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  -- of the ciphertext: the name in the store below
  stored text not null unique,
  -- bytes of the content
  size bigint not null,
  data_key bytea not null,
  stored_at timestamptz not null default clock_timestamp()
);

-- What an update has yet to do beside the running house.
create table envelope.pending (task text primary key);
insert into envelope.pending values ('blobs');
