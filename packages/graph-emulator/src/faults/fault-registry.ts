import { type Random, seededRandom } from '@holdfast/base'
import type { FaultAction, Quirk, QuirkFault, WireFault } from './fault-action.ts'
import { compileMatch, type FaultRule, type FaultSubject } from './fault-rule.ts'

interface ActiveRule {
  readonly id: string
  readonly rule: FaultRule
  readonly matches: (subject: FaultSubject) => boolean
  readonly random: Random
  calls: number
  fired: number
}

/**
 * The emulator's faults: rules in the order they were added. Each rule counts its matching calls by itself and has
 * its own seeded random sequence, so the same seed, rules and calls give the same faults.
 */
export class FaultRegistry {
  readonly #seed: number
  readonly #rules = new Map<string, ActiveRule>()
  #added = 0

  constructor(seed = 1) {
    this.#seed = seed
  }

  /** Adds a rule and returns its id. A rule by the same id is replaced. */
  add(rule: FaultRule): string {
    this.#added++
    const id = rule.id ?? `fault-${this.#added}`
    this.#rules.set(id, {
      id,
      rule,
      matches: compileMatch(rule.match ?? {}),
      random: seededRandom(this.#seed * 7919 + this.#added),
      calls: 0,
      fired: 0,
    })
    return id
  }

  /** Switches a quirk on for all that matches, short for {@link add}. */
  quirk(quirk: Quirk, rule: Omit<FaultRule, 'action'> & { readonly value?: unknown } = {}): string {
    const { value, ...rest } = rule
    return this.add({ ...rest, action: { kind: 'quirk', quirk, ...(value !== undefined && { value }) } })
  }

  remove(id: string): boolean {
    return this.#rules.delete(id)
  }

  clear(): void {
    this.#rules.clear()
  }

  /** Whether there is any rule at all: lets hot paths skip building a subject. */
  get active(): boolean {
    return this.#rules.size > 0
  }

  /** Whether the rule that does this is still there. */
  has(action: FaultAction): boolean {
    return [...this.#rules.values()].some(({ rule }) => rule.action === action)
  }

  /** The rules with how often each matched and fired. */
  list(): { id: string; rule: FaultRule; calls: number; fired: number }[] {
    return [...this.#rules.values()].map(({ id, rule, calls, fired }) => ({ id, rule, calls, fired }))
  }

  /** How often a rule has fired (0 when there is none by that id). */
  fired(id: string): number {
    return this.#rules.get(id)?.fired ?? 0
  }

  /**
   * Asked by routes and the model: the first rule for this quirk that fires on the subject, counted as one call of
   * every rule it is held against. Undefined (always, when nothing was switched on) means: behave.
   */
  find(quirk: Quirk, subject: FaultSubject = {}): QuirkFault | undefined {
    for (const active of this.#rules.values()) {
      const { action } = active.rule
      if (action.kind === 'quirk' && action.quirk === quirk && fires(active, subject)) return action
    }
    return undefined
  }

  /** Asked by the server once a request: all wire faults that fire on it. */
  wire(subject: FaultSubject): WireFault[] {
    const found: WireFault[] = []
    for (const active of this.#rules.values()) {
      const action: FaultAction = active.rule.action
      if (action.kind !== 'quirk' && fires(active, subject)) found.push(action)
    }
    return found
  }
}

function fires(active: ActiveRule, subject: FaultSubject): boolean {
  if (!active.matches(subject)) return false
  active.calls++
  const { nth, every, after, times, probability } = active.rule.when ?? {}
  if (times !== undefined && active.fired >= times) return false
  if (nth !== undefined && ![nth].flat().includes(active.calls)) return false
  if (after !== undefined && active.calls <= after) return false
  if (every !== undefined && active.calls % every !== 0) return false
  if (probability !== undefined && active.random.fraction() >= probability) return false
  active.fired++
  return true
}
