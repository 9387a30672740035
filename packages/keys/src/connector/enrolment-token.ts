import type { Random } from '@holdfast/base'
import { z } from 'zod'
import { keyErrors } from '../errors.ts'

const PREFIX = 'hfk1.'

const content = z.strictObject({
  url: z.url(),
  tokenId: z.uuid(),
  secret: z.base64url().length(43),
  server: z.base64url().length(43),
})

/** What an administrator hands to whoever runs a connector: good once, and for a short time. */
export interface EnrolmentToken {
  /** Where the server takes connectors: `wss://backup.example.com/connect`. */
  readonly url: string
  readonly tokenId: string
  /** 32 bytes that only server and token have. */
  readonly secret: Buffer
  /** The server's public identity: a connector enrols with no other. */
  readonly server: Buffer
}

export function makeEnrolmentToken(
  random: Random,
  { url, tokenId, server }: Omit<EnrolmentToken, 'secret'>,
): EnrolmentToken {
  return { url, tokenId, server, secret: random.bytes(32) }
}

export function enrolmentTokenText({ url, tokenId, secret, server }: EnrolmentToken): string {
  const json = { url, tokenId, secret: secret.toString('base64url'), server: server.toString('base64url') }
  return PREFIX + Buffer.from(JSON.stringify(json satisfies z.input<typeof content>)).toString('base64url')
}

/** Raises HF_KEY_MALFORMED, without a part of what was given. */
export function parseEnrolmentToken(text: string): EnrolmentToken {
  const what = 'enrolment token'
  const trimmed = text.trim()
  if (!trimmed.startsWith(PREFIX))
    throw keyErrors.HF_KEY_MALFORMED({ what, reason: `it does not begin with ${PREFIX}` })
  try {
    const json = JSON.parse(Buffer.from(trimmed.slice(PREFIX.length), 'base64url').toString())
    const { secret, server, ...rest } = content.parse(json)
    return { ...rest, secret: Buffer.from(secret, 'base64url'), server: Buffer.from(server, 'base64url') }
  } catch {
    throw keyErrors.HF_KEY_MALFORMED({ what, reason: 'a part of it is missing' })
  }
}
