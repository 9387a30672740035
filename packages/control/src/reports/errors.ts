import { defineErrors } from '@holdfast/base'

/** Why a report is not sent. */
export const reportErrors = defineErrors({
  HF_REPORT_WITHDRAWN: {
    message: 'The account of {name}, in whose name the report is sent, may not send it any more.',
    hint: 'Save the schedule again: it is sent in your name then.',
    status: 409,
    retry: 'never',
  },
})
