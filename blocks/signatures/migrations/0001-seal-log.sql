create schema signatures;

-- One row per sealed file: what was sealed with which certificate when. A seal once given under a key is the seal for ever.
create table signatures.seal (
  idempotency_key text primary key,
  source_sha256 text not null check (source_sha256 ~ '^[0-9a-f]{64}$'),
  -- the sealed file in the file store
  sealed_sha256 text not null check (sealed_sha256 ~ '^[0-9a-f]{64}$'),
  -- SHA-256 of the seal's certificate (DER)
  certificate_sha256 text not null check (certificate_sha256 ~ '^[0-9a-f]{64}$'),
  level text not null check (level in ('B-B', 'B-T')),
  -- time proven by the time-stamping authority; null at level B-B
  time_stamped_at timestamptz,
  sealed_at timestamptz not null
);
create index seal_sealed_sha256_idx on signatures.seal (sealed_sha256);
