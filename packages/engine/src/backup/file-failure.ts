/** What went wrong with one file, on Microsoft's side or in what it sent: the `cause`. The vault is not concerned. */
export class FileFailure extends Error {
  override readonly name = 'FileFailure'

  constructor(cause: unknown) {
    super('A file could not be fetched.', { cause })
  }
}
