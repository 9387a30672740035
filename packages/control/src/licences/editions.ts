import { peopleErrors } from '../people/errors.ts'

/** What can be licensed apart. */
export const EDITIONS = [
  'Business',
  'Enterprise',
  'Elite',
  'Data Governance',
  'Security Essentials',
  'Security Posture and Observability',
  'Accelerated Ransomware Recovery',
] as const

export type Edition = (typeof EDITIONS)[number]

/** Features, each with the editions of which one is enough. What is not listed belongs to everyone. */
export const FEATURE_EDITIONS = {
  'anomaly-detection': ['Security Posture and Observability'],
  'curated-recovery': ['Accelerated Ransomware Recovery'],
  'delete-rollback': ['Security Essentials'],
  'legal-hold': ['Data Governance'],
  'federated-search': ['Elite', 'Data Governance'],
  'data-lock': ['Enterprise', 'Elite'],
} as const satisfies Record<string, readonly Edition[]>

export type Feature = keyof typeof FEATURE_EDITIONS

/** Whether a licence opens a feature; `editions` of null opens all of them. */
export function isFeatureOpen(
  feature: Feature,
  { editions }: { readonly editions: readonly Edition[] | null },
): boolean {
  const enough: readonly Edition[] = FEATURE_EDITIONS[feature]
  return editions === null || editions.some((edition) => enough.includes(edition))
}

/** Raises HF_FEATURE_CLOSED. */
export function requireFeature(
  feature: Feature,
  licence: { readonly editions: readonly Edition[] | null },
): void {
  if (isFeatureOpen(feature, licence)) return
  throw peopleErrors.HF_FEATURE_CLOSED({ feature, edition: FEATURE_EDITIONS[feature].join(' or ') })
}
