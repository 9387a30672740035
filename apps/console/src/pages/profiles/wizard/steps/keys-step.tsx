import { Field, Select, Text } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useMay } from '../../../../api/me.ts'
import { useWords } from '../../../../words/translate.ts'
import { keyProvidersQuery } from '../../key-providers.ts'
import { SETTINGS_OF_PROFILE } from '../../words/settings.ts'
import { WIZARD } from '../../words/wizard.ts'
import { Fields } from './fields.tsx'
import { KeyOrder } from './key-order.tsx'
import type { StepProps } from './step-props.ts'

/** The most that the API takes. */
const MOST = 10

/** Who is asked for keys first. Whose role may not see the providers leaves the order as it is. */
export function KeysStep({ draft, change }: StepProps) {
  const words = useWords(WIZARD)
  const settings = useWords(SETTINGS_OF_PROFILE)
  const maySee = useMay()('organisation:read')
  const { data: providers = [] } = useQuery({ ...keyProvidersQuery, enabled: maySee })
  const { keyProviders } = draft
  const named = (id: string) =>
    providers.find((one) => one.id === id)?.name ?? settings.keyUnknown(id.slice(0, 8))
  const left = providers.filter(({ id, kind }) => kind !== 'device' && !keyProviders.includes(id))
  return (
    <Fields>
      <Text>{maySee ? words.keysAbout : words.keysHidden}</Text>
      {keyProviders.length === 0 ? (
        <Text weight="semibold">{words.keysNone}</Text>
      ) : (
        <KeyOrder
          order={keyProviders}
          named={named}
          stateOf={(id) => {
            const provider = providers.find((one) => one.id === id)
            return provider && (provider.isConnected ? words.connected : words.disconnected)
          }}
          onChange={maySee ? (order) => change({ keyProviders: order }) : undefined}
        />
      )}
      {maySee && left.length > 0 && keyProviders.length < MOST && (
        <Field label={words.keysAdd}>
          <Select
            value=""
            onChange={(_, { value }) => value !== '' && change({ keyProviders: [...keyProviders, value] })}
          >
            <option value="">{words.keysChoose}</option>
            {left.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
    </Fields>
  )
}
