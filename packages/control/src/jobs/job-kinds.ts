/** What the server does by itself or on request. */
export const JOB_KINDS = [
  'backup',
  'restore',
  'retention',
  'check',
  'directory-sync',
  'destroy-vault',
] as const

export const JOB_STATES = ['queued', 'running', 'succeeded', 'errors', 'failed', 'cancelled'] as const

export type JobKind = (typeof JOB_KINDS)[number]

/** Each line of work waits for itself alone: a long queue of backups holds up no restore. */
export const QUEUES = ['backup', 'restore', 'upkeep'] as const

export type QueueName = (typeof QUEUES)[number]

export function queueOf(kind: JobKind): QueueName {
  return kind === 'backup' || kind === 'restore' ? kind : 'upkeep'
}
