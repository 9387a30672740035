import { Field, Select } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { profileNamesQuery } from '../api/profile-names.ts'

/** One of the profiles that there are. */
export function ProfileField(props: {
  readonly label: string
  /** What it means to choose none. */
  readonly none: string
  readonly isRequired?: boolean
  readonly value: string
  readonly onChange: (profileId: string) => void
}) {
  const { label, none, isRequired = false, value, onChange } = props
  // Looked up again: somebody may have made one meanwhile.
  const { data: profiles = [] } = useQuery({ ...profileNamesQuery, staleTime: 0 })
  return (
    <Field label={label} required={isRequired}>
      <Select value={value} onChange={(_, { value: chosen }) => onChange(chosen)}>
        <option value="">{none}</option>
        {profiles.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  )
}
