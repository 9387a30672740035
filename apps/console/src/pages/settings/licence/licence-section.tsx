import {
  Checkbox,
  makeStyles,
  ProgressBar,
  Skeleton,
  SkeletonItem,
  Text,
  tokens,
} from '@fluentui/react-components'
import type { components } from '@holdfast/api-client'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { fieldFault } from '../../../parts/field-fault.ts'
import { Panel } from '../../../parts/panel.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { Group } from '../form/group.tsx'
import { NumberField } from '../form/number-field.tsx'
import { SettingForm } from '../form/setting-form.tsx'
import { useSettingForm } from '../form/use-setting-form.ts'
import { SECTION_WORDS } from '../section-words.ts'

type Value = components['schemas']['LicenceSetting']['value']
type Edition = NonNullable<Value['editions']>[number]

const EDITIONS: readonly Edition[] = [
  'Business',
  'Enterprise',
  'Elite',
  'Data Governance',
  'Security Essentials',
  'Security Posture and Observability',
  'Accelerated Ransomware Recovery',
]

const useStyles = makeStyles({
  meters: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 260px), 1fr))',
    gap: tokens.spacingHorizontalXXL,
  },
  meter: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
})

/** What the organisation is licensed for, and how much of it is used. */
export function LicenceSection() {
  const { licence: words } = useWords(SECTION_WORDS)
  const styles = useStyles()
  const form = useSettingForm<Value, Value>({
    queryKey: ['setting', 'licence'],
    read: () => send(api.GET('/api/v1/settings/licence')),
    draftOf: (value) => value,
    write: (body, header) => api.PUT('/api/v1/settings/licence', { params: { header }, body }),
  })
  const { change, error, version } = form
  const { data: use } = useQuery({
    // Seats that change change what is free.
    queryKey: ['licence-use', version],
    queryFn: () => send(api.GET('/api/v1/licence-use')),
  })
  return (
    <>
      <Panel title={words.use}>
        {use ? (
          <div className={styles.meters}>
            <Meter label={words.active} {...use.active} />
            <Meter label={words.preserved} {...use.preserved} />
          </div>
        ) : (
          <Skeleton aria-hidden>
            <SkeletonItem size={48} />
          </Skeleton>
        )}
      </Panel>
      <Panel title={words.title} about={words.about}>
        <SettingForm form={form}>
          {(draft) => (
            <>
              <NumberField
                label={words.seats}
                hint={words.seatsHint}
                min={0}
                max={10_000_000}
                isOptional
                value={draft.seats}
                onChange={(seats) => change({ seats })}
                {...fieldFault(error, 'seats')}
              />
              <NumberField
                label={words.preservedSeats}
                hint={words.preservedSeatsHint}
                min={0}
                max={10_000_000}
                isOptional
                value={draft.preservedSeats}
                onChange={(preservedSeats) => change({ preservedSeats })}
                {...fieldFault(error, 'preservedSeats')}
              />
              <Group label={words.editions} hint={words.editionsHint}>
                <Checkbox
                  label={words.allEditions}
                  checked={draft.editions === null}
                  onChange={(_, { checked }) => change({ editions: checked === true ? null : [] })}
                />
                {draft.editions !== null &&
                  EDITIONS.map((each) => (
                    <Checkbox
                      key={each}
                      label={each}
                      checked={draft.editions?.includes(each) ?? false}
                      onChange={(_, { checked }) =>
                        change({
                          editions: EDITIONS.filter((one) =>
                            one === each ? checked === true : draft.editions?.includes(one),
                          ),
                        })
                      }
                    />
                  ))}
              </Group>
            </>
          )}
        </SettingForm>
      </Panel>
    </>
  )
}

function Meter(props: {
  readonly label: string
  readonly used: number
  readonly seats: number | null
  readonly state: 'within' | 'buffer' | 'exceeded'
}) {
  const { label, used, seats, state } = props
  const { licence: words } = useWords(SECTION_WORDS)
  const formats = useFormats()
  const styles = useStyles()
  const text =
    seats === null
      ? words.usedOfAny(formats.count(used))
      : words.usedOf(formats.count(used), formats.count(seats))
  return (
    <div className={styles.meter}>
      <Text weight="semibold">{label}</Text>
      <Text>{text}</Text>
      {seats !== null && (
        <ProgressBar
          aria-label={`${label}: ${text}`}
          value={seats === 0 ? 1 : Math.min(1, used / seats)}
          color={state === 'within' ? 'brand' : state === 'buffer' ? 'warning' : 'error'}
        />
      )}
      {state !== 'within' && <Text size={200}>{words.states[state]}</Text>}
    </div>
  )
}
