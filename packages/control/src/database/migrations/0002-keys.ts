import { statements } from '../statements.ts'

/** Who holds the keys of vaults, and the slots in which the keys lie sealed. */
export const keys = statements(
  `create table key_provider (
    id uuid primary key,
    kind text not null check (kind in ('connector', 'device', 'kms')),
    name text not null,
    person_id uuid references person on delete set null,
    public_key text,
    identity text,
    settings jsonb,
    created_at timestamptz not null,
    seen_at timestamptz,
    removed_at timestamptz
  )`,
  `create table key_slot (
    id uuid primary key,
    vault_id uuid not null references vault on delete cascade,
    provider_id uuid not null,
    purpose text not null,
    slot jsonb not null,
    created_at timestamptz not null,
    unique (vault_id, provider_id, purpose)
  )`,
  'create index key_slot_provider on key_slot (provider_id)',
  `create table enrolment_token (
    id uuid primary key,
    kind text not null check (kind in ('connector', 'device')),
    person_id uuid references person on delete cascade,
    sealed_secret text not null,
    created_by text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
  )`,
)
