import { defineErrors } from '@holdfast/base'

export const cliErrors = defineErrors({
  HF_USAGE: {
    message: '{problem}',
    hint: '{advice}',
    status: 400,
    retry: 'never',
  },
  HF_CANCELLED: {
    message: 'Stopped as asked ({by}).',
    hint: 'What was finished is kept. Run the same command again to go on.',
    status: 499,
    retry: 'later',
    exitCode: 130,
  },
  HF_UNEXPECTED: {
    message: 'Something went wrong that Holdfast does not know: {problem}',
    hint: 'Run the command again with HOLDFAST_DEBUG=1 to see where it happened, and report that.',
    status: 500,
    retry: 'never',
  },
  HF_PORT_IN_USE: {
    message: 'Port {port} on this machine is taken by another program.',
    hint: 'Choose another port with --port, or leave --port out to get a free one.',
    status: 409,
    retry: 'never',
  },
  HF_FOLDER_NOT_READABLE: {
    message: 'The folder "{path}" cannot be read ({reason}).',
    hint: 'Check the path and its permissions.',
    status: 404,
    retry: 'never',
  },
})
