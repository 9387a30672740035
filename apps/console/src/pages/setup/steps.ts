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
