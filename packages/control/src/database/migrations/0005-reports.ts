import { statements } from '../statements.ts'

/** Reports that are sent by mail on a schedule, and what was found unusual, quickly. */
export const reports = statements(
  `create table report_schedule (
    id uuid primary key,
    report text not null,
    filter jsonb not null,
    rhythm jsonb not null,
    time text not null,
    time_zone text not null,
    attach_csv boolean not null default true,
    recipients text[] not null,
    account_id text not null,
    account_name text not null,
    next_at timestamptz not null,
    version integer not null default 1,
    created_at timestamptz not null,
    updated_at timestamptz not null
  )`,
  'create index report_schedule_due on report_schedule (next_at)',
  `create table report_mail (
    id uuid primary key,
    schedule_id uuid not null references report_schedule on delete cascade,
    slot_at timestamptz not null,
    recipient text not null,
    attempts integer not null default 0,
    next_at timestamptz not null,
    delivered_at timestamptz,
    given_up_at timestamptz,
    last_error text,
    created_at timestamptz not null,
    unique (schedule_id, slot_at, recipient)
  )`,
  'create index report_mail_waiting on report_mail (next_at) where delivered_at is null and given_up_at is null',
  "create index job_anomalies on job (person_id) where result -> 'anomalies' is not null",
)
