import { defineErrors } from '@holdfast/base'

/** What the connection to Microsoft 365 refuses. */
export const connectionErrors = defineErrors({
  HF_NOT_CONFIGURED: {
    message: 'Microsoft 365 is not set up: {missing}.',
    hint: 'Set up the connection as docs/connect-microsoft-365.md says, and verify it.',
    status: 409,
    retry: 'later',
  },
})
