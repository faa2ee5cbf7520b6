-- Answers and all that was typed are stored as ciphertext alone: under a data key of the row, which is wrapped by a house key (kernel/envelope). What
-- earlier versions have written in clear is encrypted by a job; the constraints hold for every row that is written from now on.
alter table forms.submission
  add column data_key bytea,
  add column content bytea,
  -- its files, by the names of their blobs
  add column blobs text[] not null default '{}',
  alter column answers drop not null,
  alter column computed drop not null,
  alter column provenance drop not null,
  alter column facts drop not null,
  alter column summary drop not null,
  alter column fee drop not null,
  alter column files drop not null;
update forms.submission set blobs = array(select file ->> 'sha256' from jsonb_array_elements(files) file) where files <> '[]';
create index submission_blobs on forms.submission using gin (blobs) where blobs <> '{}';
create index submission_in_clear on forms.submission (id) where content is null;

drop trigger immutable on forms.submission;
create trigger immutable before update on forms.submission for each row
  when (new.form_hash is distinct from old.form_hash or new.submitted_at is distinct from old.submitted_at or new.blobs is distinct from old.blobs
        or (old.content is not null and new.content is distinct from old.content)
        or (old.content is null and new.content is null
            and (new.answers is distinct from old.answers or new.summary is distinct from old.summary or new.fee is distinct from old.fee))
        or (new.content is not null and num_nonnulls(new.answers, new.computed, new.provenance, new.facts, new.summary, new.fee, new.files) > 0))
  execute function forms.refuse_change();
alter table forms.submission add constraint submission_encrypted check (
  num_nonnulls(content, data_key) = 2 and num_nonnulls(answers, computed, provenance, facts, summary, fee, files) = 0) not valid;

alter table forms.draft
  add column data_key bytea,
  drop constraint draft_sealed,
  drop constraint draft_clear,
  -- nobody's draft is sealed with its code, somebody's under the house's keys; one that was sent is empty
  add constraint draft_encrypted check (
    answers = '{}' and provenance = '{}' and raw = '{}'
    and case
      when sealed is null then data_key is null
      when num_nonnulls(account_id, staff_id, client_id) = 0 then resume_hash is not null and data_key is null
      else resume_hash is null and data_key is not null
    end) not valid;
create index draft_in_clear on forms.draft (id) where answers <> '{}' or provenance <> '{}' or raw <> '{}';

-- Names and types of files are among the answers; those of scans, which answer no question, are here.
alter table forms.draft_file
  add column data_key bytea,
  add column content bytea,
  add constraint draft_file_encrypted check (file_name is null and media_type is null and num_nonnulls(content, data_key) <> 1) not valid;
create index draft_file_in_clear on forms.draft_file (id) where file_name is not null;

alter table forms.draft_reminder
  add column data_key bytea,
  add column content bytea,
  alter column mail drop not null,
  add constraint draft_reminder_encrypted check (mail is null and num_nonnulls(content, data_key) = 2) not valid;
create index draft_reminder_in_clear on forms.draft_reminder (draft_id) where mail is not null;
