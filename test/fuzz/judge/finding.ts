import type { NoAnswer, WireAnswer } from '../wire/wire-answer.ts'
import type { WireRequest } from '../wire/wire-request.ts'

/** Something that must not be. */
export interface Finding {
  readonly rule: string
  readonly what: string
}

/** A finding with what led to it. */
export interface Example extends Finding {
  readonly asker: string
  readonly request: WireRequest
  readonly answer: WireAnswer | NoAnswer
  /** What the server's log said meanwhile. */
  readonly log: readonly string[]
}

/** Findings of one kind at one operation: the first few, and how many there were. */
export interface FindingGroup {
  readonly key: string
  readonly examples: Example[]
  count: number
}

const EXAMPLES = 3

/** Findings, those of one kind together. */
export class Findings {
  readonly #groups = new Map<string, FindingGroup>()

  add(example: Example): void {
    const { rule, what, request } = example
    const key = `${request.operation.id}: ${rule}: ${what}`
    const group = this.#groups.get(key) ?? { key, examples: [], count: 0 }
    this.#groups.set(key, group)
    group.count++
    if (group.examples.length < EXAMPLES) group.examples.push(example)
  }

  get groups(): readonly FindingGroup[] {
    return [...this.#groups.values()]
  }
}
