-- when the mail server took a message that goes to an applicant without an account
alter table cases.message add column mailed_at timestamptz;
