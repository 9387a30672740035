import { statements } from '../statements.ts'

/** What lists of many people are searched and sorted by. */
export const peopleLists = statements(
  // Compared by bytes: what is searched for is in lower case, too.
  `alter table person add column search_text text collate "C" not null generated always as
    (lower(display_name || e'\\n' || principal_name || e'\\n' || coalesce(email, ''))) stored`,
  `create index onedrive_by_success on onedrive ((coalesce(last_success_at, '-infinity')), person_id)`,
  'create index onedrive_by_bytes on onedrive (bytes, person_id)',
  `create index onedrive_by_status on onedrive (
    (array_position(array['failed', 'errors', 'never', 'success'], last_status)),
    (coalesce(last_success_at, '-infinity')), person_id)`,
  `create index onedrive_by_error on onedrive (
    (last_error_code is null), (coalesce(last_error_code, '')),
    (coalesce(last_success_at, '-infinity')), person_id)`,
)
