/** What is set up at the first start, in this order. */
export const STEPS = ['kit', 'connection', 'storage', 'people', 'backup', 'done'] as const

export type Step = (typeof STEPS)[number]

/** Undefined for whatever is no step. */
export function stepOf(value: unknown): Step | undefined {
  return STEPS.find((step) => step === value)
}

/** The one after it; the last one is its own. */
export function nextStep(step: Step): Step {
  return STEPS[STEPS.indexOf(step) + 1] ?? step
}

/** The one after it that is not done, for whoever skips this one; the last one where all of them are. */
export function nextUndone(step: Step, done: Readonly<Record<Step, boolean>> | undefined): Step {
  const rest = STEPS.slice(STEPS.indexOf(step) + 1)
  return rest.find((each) => !done?.[each]) ?? 'done'
}
