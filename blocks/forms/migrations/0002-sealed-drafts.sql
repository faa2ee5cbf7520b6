-- Drafts without an account are encrypted with a key that only the person has. Those from before cannot be encrypted any more: nobody knows a code for them.
delete from forms.draft where account_id is null and submission_id is null;

alter table forms.draft
  add column sealed bytea,
  -- when the person was told that it would be deleted soon
  add column reminded_at timestamptz,
  -- what is sealed is nowhere in clear
  add constraint draft_sealed check (
    sealed is null
    or (account_id is null and resume_hash is not null and answers = '{}' and provenance = '{}' and raw = '{}' and page_revisions = '{}'));

-- Names and types of files of a sealed draft are in its sealed part; here only which blobs it holds.
alter table forms.draft_file
  alter column file_name drop not null,
  alter column media_type drop not null;

-- Mail addresses that people left for one reminder of a sealed draft; deleted with the reminder, with the draft, or at their wish.
create table forms.draft_reminder (
  draft_id uuid primary key references forms.draft (id) on delete cascade,
  mail text not null,
  locale text not null,
  -- when the person agreed to get the mail
  agreed_at timestamptz not null
);
