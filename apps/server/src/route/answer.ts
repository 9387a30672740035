import type { Readable } from 'node:stream'
import { z } from 'zod'

/** An answer that is not JSON, or comes piece by piece. */
export interface TextAnswer {
  readonly mediaTypes: readonly string[]
  readonly description: string
}

/** What a route may answer when all is well: by status, a schema of JSON or a text. */
export type Answers = Readonly<Record<number, z.ZodType | TextAnswer>>

/** 204: done, and nothing to say. */
export const nothing = z.undefined().describe('Done.')

export function text(description: string, ...mediaTypes: readonly string[]): TextAnswer {
  return { description, mediaTypes }
}

export function isText(answer: z.ZodType | TextAnswer): answer is TextAnswer {
  return 'mediaTypes' in answer
}

/** What a handler gives where the body alone does not say it: another status, headers, a stream. */
export class Answer<Body = unknown> {
  readonly status: number
  readonly body: Body
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, body: Body, headers: Readonly<Record<string, string>> = {}) {
    this.status = status
    this.body = body
    this.headers = headers
  }
}

/** The types that rules give are read-only; what a schema describes is not. */
export type ReadOnly<T> = T extends Date
  ? T
  : T extends readonly (infer Item)[]
    ? readonly ReadOnly<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: ReadOnly<T[Key]> }
      : T

export type BodyOf<A> = A extends z.ZodType ? ReadOnly<z.output<A>> : string | Readable
