export const STEPS = ['general', 'onedrive', 'privacy', 'retention', 'keys', 'finish'] as const

export type Step = (typeof STEPS)[number]

export function isStep(value: unknown): value is Step {
  return STEPS.includes(value as Step)
}

/** Where each field of the API is asked for; the longest beginning of a path counts. */
const PLACES: readonly (readonly [string, Step])[] = [
  ['settings.backup', 'onedrive'],
  ['settings.privacy', 'privacy'],
  ['settings.selfService', 'privacy'],
  ['settings.retention', 'retention'],
  ['settings.keyProviders', 'keys'],
]

export function stepOfPath(path: string): Step {
  return PLACES.find(([beginning]) => path.startsWith(beginning))?.[1] ?? 'general'
}
