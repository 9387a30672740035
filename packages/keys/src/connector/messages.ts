import { z } from 'zod'
import { keySlot } from '../envelope/key-slot.ts'
import { keyErrors } from '../errors.ts'

const bytes = (length: number) =>
  z
    .base64url()
    .transform((text): Buffer => Buffer.from(text, 'base64url'))
    .refine((value) => value.length === length, `${length} bytes`)

const nonce = bytes(32)
const signature = bytes(64)
const publicKey = bytes(32)
const number = z.int().min(0)

/** What a server says to a connector. */
export const serverMessage = z.discriminatedUnion('kind', [
  /** First of all: something that nobody can have signed before. */
  z.object({ kind: z.literal('challenge'), nonce }),
  /** The connector is known; the signature shows that the server is the one it was enrolled with. */
  z.object({ kind: z.literal('ready'), providerId: z.uuid(), signature }),
  z.object({
    kind: z.literal('ask'),
    number,
    slot: keySlot,
    question: z.object({ id: z.string().max(100), recipient: publicKey }),
    use: z.object({
      reason: z.enum(['backup', 'restore', 'browse', 'upkeep', 'rotation', 'drill']),
      jobId: z.string().max(100).optional(),
      profileId: z.string().max(100).optional(),
    }),
  }),
  /** Nobody waits for that answer any more. */
  z.object({ kind: z.literal('never-mind'), number }),
  z.object({ kind: z.literal('farewell'), reason: z.string().max(1_000) }),
])

/** What a connector says to a server. */
export const connectorMessage = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('enrol'),
    tokenId: z.string().max(100),
    /** HMAC with the token's secret over all that follows and the challenge. */
    proof: bytes(32),
    name: z.string().min(1).max(100),
    identity: publicKey,
    key: publicKey,
    nonce,
  }),
  z.object({ kind: z.literal('hello'), providerId: z.uuid(), nonce, signature }),
  z.object({ kind: z.literal('answer'), number, enc: z.base64url(), ciphertext: z.base64url() }),
  z.object({
    kind: z.literal('refusal'),
    number,
    code: z.string().max(100),
    reason: z.string().max(1_000),
  }),
])

export type ServerMessage = z.output<typeof serverMessage>
export type ConnectorMessage = z.output<typeof connectorMessage>

/** Longest message, in characters: a slot and a question are far below. */
const LONGEST = 16_384

/** Raises HF_KEY_MALFORMED for what is no message of that side. */
export function parseMessage<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> {
  const malformed = (reason: string) => keyErrors.HF_KEY_MALFORMED({ what: 'message', reason })
  if (text.length > LONGEST) throw malformed('it is too long')
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw malformed('it is no JSON')
  }
  const parsed = schema.safeParse(json)
  if (!parsed.success) throw malformed(parsed.error.issues[0]?.message ?? 'it is of no known kind')
  return parsed.data
}

/** Bytes as text, for sending. */
export function messageText(message: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(message, (_, value) =>
    // Buffers come here as what their toJSON made of them.
    value?.type === 'Buffer' && Array.isArray(value.data)
      ? Buffer.from(value.data).toString('base64url')
      : value,
  )
}
