create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the journal is append-only';
end
$$;

create trigger journal_entry_no_change before update or delete on journal_entry
for each row execute function refuse_change();

-- "truncate" asks no trigger of rows.
create trigger journal_entry_no_truncate before truncate on journal_entry
for each statement execute function refuse_change();
