import { defineErrors } from '@holdfast/base'

const CHECK =
  'Run `holdfast check --read-data` to see what else is damaged; restore from another copy of the repository.'

/** What can go wrong with a repository and the storage under it. */
export const repositoryErrors = defineErrors({
  HF_STORAGE_NOT_FOUND: {
    message: 'The storage {location} has no {file}.',
    hint: 'If the file was deleted by hand or by another program, restore it from a copy; `holdfast check` lists what is missing.',
    status: 404,
    retry: 'never',
  },
  HF_STORAGE_EXISTS: {
    message: 'The storage {location} has a {file} already, with other content.',
    hint: 'Nothing was overwritten. Choose another place for a new repository.',
    status: 409,
    retry: 'never',
  },
  HF_STORAGE_FULL: {
    message: 'There is no space left in {location}.',
    hint: 'Free some space (`holdfast forget --prune` removes old snapshots), then run the command again. Finished snapshots are safe.',
    status: 507,
    retry: 'later',
  },
  HF_STORAGE_READ_ONLY: {
    message: 'The storage {location} cannot be written: {reason}.',
    hint: 'Check the owner and the permissions of the folder, and whether its file system is mounted read-only.',
    status: 403,
    retry: 'never',
  },
  HF_STORAGE_SHORT_READ: {
    message:
      '{file} in {location} ends early: {length} bytes from {offset} were asked for, there are {size}.',
    hint: CHECK,
    status: 500,
    retry: 'never',
  },
  HF_STORAGE_FAILED: {
    message: 'The storage {location} failed: {reason}.',
    hint: 'The operation can be repeated. If it keeps failing, look at the disk or the network behind it.',
    status: 502,
    retry: 'now',
  },
  HF_NO_REPOSITORY: {
    message: 'There is no repository in {location}.',
    hint: 'Check the path. `holdfast init` makes a new repository there; where only the file `config` was lost, `holdfast repair --new-config` makes another one.',
    status: 404,
    retry: 'never',
    exitCode: 10,
  },
  HF_REPOSITORY_EXISTS: {
    message: 'There is a repository, or a part of one, in {location} already.',
    hint: 'Nothing was changed. Use it as it is, or choose an empty place.',
    status: 409,
    retry: 'never',
  },
  HF_WRONG_PASSWORD: {
    message: 'The password opens none of the {keys} keys of {location}.',
    hint: 'Check the password file. The repository itself is not damaged.',
    status: 401,
    retry: 'never',
    exitCode: 12,
  },
  HF_WRONG_MASTER_KEY: {
    message: 'The key given does not open the repository in {location}.',
    hint: 'It belongs to another vault. The repository itself is not damaged.',
    status: 401,
    retry: 'never',
    exitCode: 12,
  },
  HF_KEY_INVALID: {
    message: 'A repository key is not usable: it needs 64 bytes, and none of its three parts may be zero.',
    hint: 'The key file is damaged; open the repository with another key.',
    status: 500,
    retry: 'never',
  },
  HF_KEY_FILE_DAMAGED: {
    message: 'The key file {name} is damaged.',
    hint: 'Open the repository with the password of another key file, or put this one back from a copy.',
    status: 500,
    retry: 'never',
  },
  HF_CONFIG_DAMAGED: {
    message: 'The repository’s config file is damaged: {reason}.',
    hint: 'Put the file `config` back from a copy of the repository. Without a copy, `holdfast repair --new-config` makes another one.',
    status: 500,
    retry: 'never',
  },
  HF_VERSION_UNSUPPORTED: {
    message: 'The repository has format version {version}; this program knows 1 and 2.',
    hint: 'Use a newer program, or check that this really is a restic repository.',
    status: 501,
    retry: 'never',
  },
  HF_SEAL_BROKEN: {
    message: 'Sealed data does not pass its authentication: it was changed, or sealed with another key.',
    hint: CHECK,
    status: 500,
    retry: 'never',
  },
  HF_DAMAGED_FILE: {
    message: 'The stored file {file} is damaged: {reason}.',
    hint: CHECK,
    status: 500,
    retry: 'never',
  },
  HF_PACK_DAMAGED: {
    message: 'The pack {pack} is damaged: {reason}.',
    hint: CHECK,
    status: 500,
    retry: 'never',
  },
  HF_BLOB_MISSING: {
    message: 'No index names the {type} blob {blob}.',
    hint: CHECK,
    status: 500,
    retry: 'never',
  },
  HF_BLOB_DAMAGED: {
    message: 'The {type} blob {blob} cannot be read from any pack that should hold it: {reason}.',
    hint: CHECK,
    status: 500,
    retry: 'never',
  },
  HF_TREE_INVALID: {
    message: 'A directory cannot be read or written: {reason}.',
    hint: CHECK,
    status: 500,
    retry: 'never',
  },
  HF_SNAPSHOT_NOT_FOUND: {
    message: 'The repository has no snapshot {id}.',
    hint: 'List them with `holdfast snapshots`.',
    status: 404,
    retry: 'never',
  },
  HF_SNAPSHOT_AMBIGUOUS: {
    message: 'More than one snapshot begins with {id}.',
    hint: 'Give more digits; `holdfast snapshots` lists them.',
    status: 409,
    retry: 'never',
  },
  HF_LOCKED: {
    message: 'The repository is locked by process {pid} on {hostname} since {since}{exclusive}.',
    hint: 'Wait until it has finished. If that process is gone for certain, `restic unlock` removes its lock.',
    status: 423,
    retry: 'later',
    exitCode: 11,
  },
  HF_LOCK_LOST: {
    message: 'The repository’s lock could not be kept: {reason}.',
    hint: 'The run was stopped so that no other process can get in its way. Run it again.',
    status: 423,
    retry: 'now',
    exitCode: 11,
  },
  HF_WORKER_FAILED: {
    message: 'A worker thread ended unexpectedly: {reason}.',
    hint: 'Run the command again. Nothing that was finished is lost. If it happens again, the machine may be short of memory.',
    status: 500,
    retry: 'now',
  },
  HF_VERIFY_FAILED: {
    message: 'A blob that was just sealed does not open to the same content again.',
    hint: 'Nothing wrong was stored. This points to faulty memory or a faulty processor: test the machine.',
    status: 500,
    retry: 'never',
  },
  HF_PRUNE_UNSAFE: {
    message: 'Pruning was refused: {reason}. Nothing was deleted.',
    hint: CHECK,
    status: 409,
    retry: 'never',
  },
})
