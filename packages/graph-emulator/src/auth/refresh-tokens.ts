import { createHmac } from 'node:crypto'

/** Refresh tokens of people: they carry the user's id and the emulator's signature, and do not expire. */
export class RefreshTokens {
  readonly #key: Buffer

  constructor(key: Buffer) {
    this.#key = key
  }

  issue(userId: string): string {
    return `0.${Buffer.from(userId).toString('base64url')}.${this.#sign(userId)}`
  }

  /** The user's id, or nothing when the token is not ours. */
  read(token: string): string | undefined {
    const [version, user = '', signature] = token.split('.')
    const userId = Buffer.from(user, 'base64url').toString()
    return version === '0' && signature === this.#sign(userId) ? userId : undefined
  }

  #sign(userId: string): string {
    return createHmac('sha256', this.#key).update(`refresh ${userId}`).digest('base64url')
  }
}
