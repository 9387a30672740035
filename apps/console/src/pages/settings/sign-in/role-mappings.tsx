import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components'
import { AddRegular, DeleteRegular } from '@fluentui/react-icons'
import { useWords } from '../../../words/translate.ts'
import { useCommon } from '../../../words/use-common.ts'
import { ProfileChoice } from '../accounts/profile-choice.tsx'
import { Group } from '../form/group.tsx'
import { LIMITS, type Role, STAFF } from '../roles.ts'
import { SIGN_IN_WORDS } from './words.ts'

export interface Mapping {
  readonly value: string
  readonly role: Exclude<Role, 'person'>
  readonly profiles: readonly string[] | null
}

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  mapping: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: tokens.spacingHorizontalS,
    paddingBlockEnd: tokens.spacingVerticalM,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  field: { flexGrow: 1, minWidth: '180px' },
})

/** Which value of the claim gives which role: the first that fits decides. */
export function RoleMappings(props: {
  readonly mappings: readonly Mapping[]
  readonly onChange: (mappings: readonly Mapping[]) => void
}) {
  const { mappings, onChange } = props
  const words = useWords(SIGN_IN_WORDS)
  const common = useCommon()
  const styles = useStyles()
  const put = (at: number, part: Partial<Mapping>) =>
    onChange(mappings.map((each, index) => (index === at ? { ...each, ...part } : each)))
  return (
    <Group label={words.roles} hint={words.rolesHint} className={styles.list}>
      {mappings.map(({ value, role, profiles }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an order is all that they are told apart by
        <div key={index} className={styles.mapping}>
          <Field label={words.claimValue} required className={styles.field}>
            <Input value={value} onChange={(_, { value: text }) => put(index, { value: text })} />
          </Field>
          <Field label={words.role} className={styles.field}>
            <Select
              value={role}
              onChange={(_, { value: chosen }) => {
                const next = chosen as Mapping['role']
                put(index, { role: next, profiles: LIMITS[next] === 'never' ? null : profiles })
              }}
            >
              {STAFF.map((each) => (
                <option key={each} value={each}>
                  {common.role[each]}
                </option>
              ))}
            </Select>
          </Field>
          <Button
            icon={<DeleteRegular />}
            aria-label={words.removeMapping(value)}
            onClick={() => onChange(mappings.filter((_, at) => at !== index))}
          />
          <ProfileChoice
            limit={LIMITS[role]}
            profiles={profiles}
            onChange={(chosen) => put(index, { profiles: chosen })}
          />
        </div>
      ))}
      <div>
        <Button
          icon={<AddRegular />}
          onClick={() => onChange([...mappings, { value: '', role: 'auditor', profiles: null }])}
        >
          {words.addMapping}
        </Button>
      </div>
    </Group>
  )
}
