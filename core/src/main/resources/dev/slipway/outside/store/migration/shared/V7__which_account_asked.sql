-- Through which of their accounts a person last said what they want to be told; none from a shell. That one is told.
alter table personal_wish add column account text not null default '';
