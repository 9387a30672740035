import { defineErrors } from '@holdfast/base'

/** Why alerts cannot be told. */
export const alertErrors = defineErrors({
  HF_MAIL_NOT_CONFIGURED: {
    message: 'No mail server is set.',
    hint: 'Enter the mail server in the settings; alerts are sent when it is there.',
    status: 409,
    retry: 'later',
  },
  HF_PUBLIC_URL_MISSING: {
    message: 'It is not known where people reach the console.',
    hint: 'Enter the address of the console in the settings of mail: links in mails lead there.',
    status: 409,
    retry: 'later',
  },
  HF_MAIL_FAILED: {
    message: 'The mail to {target} was not taken: {reason}.',
    hint: 'Check host, port, TLS and sign-in of the mail server, and the address.',
    status: 502,
    retry: 'later',
  },
  HF_WEBHOOK_REFUSED: {
    message: 'The webhook {target} is not called: {reason}.',
    hint: 'Use an https address that is reachable from outside, or allow your own network in the settings of webhooks.',
    status: 422,
    retry: 'later',
  },
  HF_WEBHOOK_FAILED: {
    message: 'The webhook {target} did not take the message: {reason}.',
    hint: 'It must answer with a status of 200 to 299 within 10 seconds, without redirection.',
    status: 502,
    retry: 'later',
  },
})
