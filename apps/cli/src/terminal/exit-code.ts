/** Codes with which a command ends; the ones above 3 are restic's, and come with the error (`HoldfastError.exitCode`). */
export const ExitCode = {
  ok: 0,
  failed: 1,
  /** Finished, but some items failed. */
  incomplete: 3,
  noRepository: 10,
  locked: 11,
  wrongPassword: 12,
  cancelled: 130,
} as const
