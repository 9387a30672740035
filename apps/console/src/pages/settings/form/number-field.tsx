import { Field, type FieldProps, Input } from '@fluentui/react-components'

export interface NumberFieldProps extends Pick<FieldProps, 'validationState'> {
  readonly label: string
  readonly hint?: string
  readonly validationMessage?: string
  /** Undefined while nothing is entered. */
  readonly value: number | null
  readonly onChange: (value: number | null) => void
  readonly min: number
  readonly max: number
  readonly unit?: string
  /** Whether nothing may stand there. */
  readonly isOptional?: boolean
}

/** A whole number within bounds, with what it counts. */
export function NumberField(props: NumberFieldProps) {
  const { label, hint, value, onChange, min, max, unit, isOptional, validationState, validationMessage } =
    props
  return (
    <Field
      label={label}
      required={!isOptional}
      {...(hint !== undefined && { hint })}
      {...(validationState && { validationState })}
      {...(validationMessage !== undefined && { validationMessage })}
    >
      <Input
        type="number"
        inputMode="numeric"
        min={min}
        max={max}
        step={1}
        value={value === null ? '' : String(value)}
        onChange={(_, { value: text }) => onChange(text === '' ? null : Number(text))}
        {...(unit !== undefined && { contentAfter: unit })}
      />
    </Field>
  )
}
