import type { FieldProps } from '@fluentui/react-components'
import type { Draft } from '../draft.ts'

/** What every step gets. */
export interface StepProps {
  readonly draft: Draft
  readonly change: (fields: Partial<Draft>) => void
  /** For the field of the API's name: what stands against it, if anything does. */
  readonly problemAt: (path: string) => Pick<FieldProps, 'validationState' | 'validationMessage'>
}
