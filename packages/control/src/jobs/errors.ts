import { defineErrors } from '@holdfast/base'

/** What can be wrong with a job. */
export const jobErrors = defineErrors({
  HF_BACKUP_OFF: {
    message: 'The OneDrive of {person} is not backed up: {reason}.',
    hint: 'Switch it on, or activate the person, and try again.',
    status: 409,
    retry: 'never',
  },
  HF_NO_LICENCE: {
    message: 'All {seats} licences are in use, and {person} has none yet.',
    hint: 'Add licences, or delete people who need no backup any more.',
    status: 403,
    retry: 'never',
  },
  HF_JOB_ENDED: {
    message: 'The job has ended already ({state}).',
    hint: 'There is nothing left to cancel.',
    status: 409,
    retry: 'never',
  },
  HF_JOB_NOT_REPEATED: {
    message: 'The job cannot be asked for once more: {reason}.',
    hint: 'Look at what it was for, and ask for that where it is done.',
    status: 409,
    retry: 'never',
  },
  HF_JOB_NOT_OWN: {
    message: 'This job is not yours to cancel.',
    hint: 'You can cancel backups that you asked for yourself. Ask an administrator about others.',
    status: 403,
    retry: 'never',
  },
  HF_JOB_CANCELLED: {
    message: 'The job was cancelled by {by}.',
    hint: 'What was fetched is kept: the next run goes on from there.',
    status: 409,
    retry: 'never',
  },
  HF_JOB_ABANDONED: {
    message: 'The job was begun {attempts} times, and each time its worker ended before it did.',
    hint: 'Look at the server’s log and its memory. The next run in the schedule begins as usual.',
    status: 500,
    retry: 'later',
  },
  HF_SERVER_STOPPING: {
    message: 'The server was stopped while the job ran.',
    hint: 'The job begins again by itself when the server is back.',
    status: 503,
    retry: 'now',
  },
})
