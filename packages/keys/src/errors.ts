import { defineErrors } from '@holdfast/base'

/** What can be the matter with keys and with those who hold them. */
export const keyErrors = defineErrors({
  EKEY_UNAVAILABLE: {
    message: 'The key of this vault is not available: {reason}.',
    hint: 'Start a key connector, or see why none of those that hold this key can be reached. Nothing was asked of Microsoft; the backup runs when one comes back.',
    status: 503,
    retry: 'later',
  },
  EKEY_REFUSED: {
    message: 'The key provider {provider} does not give out this key: {reason}.',
    hint: 'The provider decides by its own policy: see its configuration and its audit log.',
    status: 403,
    retry: 'never',
  },
  HF_SLOT_BROKEN: {
    message:
      'The key slot {slot} of the vault {vault} cannot be opened: it was changed, or made for another key, vault or purpose.',
    hint: 'Use another provider of this vault, or the recovery kit; then rotate, which makes all slots anew.',
    status: 409,
    retry: 'never',
  },
  HF_WRAP_BROKEN: {
    message: 'What {kms} is asked to unwrap was changed, or wrapped by another key or for another vault.',
    hint: 'Use another provider of this vault, or the recovery kit; then rotate, which makes all slots anew.',
    status: 409,
    retry: 'never',
  },
  HF_KEY_MALFORMED: {
    message: 'This is no {what}: {reason}.',
    hint: 'Give it exactly as it was made.',
    status: 400,
    retry: 'never',
  },
  HF_PASSPHRASE_WRONG: {
    message: 'The passphrase does not open the key file, or the file was changed.',
    hint: 'Try again; without it this connector is lost, and another provider or the recovery kit must serve.',
    status: 403,
    retry: 'never',
  },
  HF_SERVER_UNKNOWN: {
    message: 'The server is not the one that this connector was enrolled with.',
    hint: 'Check the address. If the server was set up anew, enrol the connector again.',
    status: 403,
    retry: 'never',
  },
  HF_CONNECTOR_TURNED_AWAY: {
    message: 'The server turned the connector away: {reason}.',
    hint: 'See the list of connectors on the server; enrol it again when it was removed there.',
    status: 403,
    retry: 'later',
  },
})
