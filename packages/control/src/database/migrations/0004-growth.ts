import { statements } from '../statements.ts'

/**
 * What was protected and stored at the end of each day, by profile. Days are those of UTC, as YYYY-MM-DD. Profiles that are
 * gone keep theirs: the organisation had that data then.
 */
export const growth = statements(
  `create table growth (
    day text not null check (day ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
    profile_id uuid not null,
    people bigint not null,
    items bigint not null,
    bytes bigint not null,
    stored_bytes bigint not null,
    primary key (day, profile_id)
  )`,
)
