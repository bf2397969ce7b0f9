create trigger journal_entry_no_update before update on journal_entry
begin
  select raise(abort, 'the journal is append-only');
end;

create trigger journal_entry_no_delete before delete on journal_entry
begin
  select raise(abort, 'the journal is append-only');
end;

-- "insert or replace" deletes without asking the trigger above.
create trigger journal_entry_no_replace before insert on journal_entry
when exists (select 1 from journal_entry where stream = new.stream and version = new.version)
begin
  select raise(abort, 'the journal is append-only');
end;
