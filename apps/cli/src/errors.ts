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
  HF_NO_REPOSITORY_NAMED: {
    message: 'No repository was named.',
    hint: 'Give --repo DIRECTORY, or set HOLDFAST_REPOSITORY.',
    status: 400,
    retry: 'never',
  },
  HF_NO_PASSWORD: {
    message: 'No password was given.',
    hint: 'Give --password-file FILE, or set HOLDFAST_PASSWORD_FILE or HOLDFAST_PASSWORD.',
    status: 400,
    retry: 'never',
  },
  HF_SECRET_EMPTY: {
    message: 'The file "{path}" is empty; it should hold a secret.',
    hint: 'Write the password or secret into it, on one line.',
    status: 400,
    retry: 'never',
  },
  HF_FILE_NOT_READABLE: {
    message: 'The file "{path}" cannot be read ({reason}).',
    hint: 'Check the path and its permissions.',
    status: 404,
    retry: 'never',
  },
  HF_FILE_EXISTS: {
    message: 'The file "{path}" exists already.',
    hint: 'Nothing was overwritten. Choose another name, or move the file away first.',
    status: 409,
    retry: 'never',
  },
  HF_NO_RULE: {
    message: 'It was not said which snapshots to keep or to remove.',
    hint: 'Name snapshots, or give at least one --keep rule; --dry-run shows the outcome first.',
    status: 400,
    retry: 'never',
  },
  HF_NOBODY_NAMED: {
    message: 'It was not said whose OneDrive to back up.',
    hint: 'Name people by their sign-in names, or give --all.',
    status: 400,
    retry: 'never',
  },
  HF_ONE_REPOSITORY_ONE_PERSON: {
    message: 'A repository holds the OneDrive of one person only.',
    hint: 'Name one person with --repo, or use --data DIRECTORY: it gives everyone a vault of their own.',
    status: 400,
    retry: 'never',
  },
  HF_QUARANTINE_ASKED_ONCE: {
    message: 'What lies in quarantine is malware: it is given only to who asks for it twice.',
    hint: 'Give both --with-quarantine and --accept-malware, or neither.',
    status: 400,
    retry: 'never',
  },
  HF_QUARANTINE_STAYS_OUT: {
    message: 'What lies in quarantine is malware: it is not restored into a OneDrive.',
    hint: 'Restore it to a local folder with --target, on a machine that is meant for that.',
    status: 400,
    retry: 'never',
  },
  HF_NO_TARGET: {
    message: 'It was not said where to restore to, or it was said twice.',
    hint: 'Give either --target DIRECTORY or --to-user NAME.',
    status: 400,
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
