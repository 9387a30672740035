import { Checkbox } from '@fluentui/react-components'
import type { components } from '@holdfast/api-client'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { fieldFault } from '../../../parts/field-fault.ts'
import { Panel } from '../../../parts/panel.tsx'
import { useWords } from '../../../words/translate.ts'
import { useCommon } from '../../../words/use-common.ts'
import { Group } from '../form/group.tsx'
import { NumberField } from '../form/number-field.tsx'
import { SettingForm } from '../form/setting-form.tsx'
import { useSettingForm } from '../form/use-setting-form.ts'
import { ROLES } from '../roles.ts'
import { SIGN_IN_WORDS } from './words.ts'

type Value = components['schemas']['SignInSetting']['value']

/** The lengths of sessions, each with what it may be. */
const LENGTHS = [
  { name: 'staffIdle', path: 'staff.idleMinutes', max: 1_440, unit: 'minutes' },
  { name: 'staffLongest', path: 'staff.hours', max: 168, unit: 'hours' },
  { name: 'peopleIdle', path: 'people.idleDays', max: 90, unit: 'days' },
  { name: 'peopleLongest', path: 'people.days', max: 90, unit: 'days' },
] as const

interface Draft extends Readonly<Record<(typeof LENGTHS)[number]['name'], number | null>> {
  readonly secondFactorFor: Value['secondFactorFor']
}

function draftOf({ secondFactorFor, staff, people }: Value): Draft {
  return {
    secondFactorFor,
    staffIdle: staff.idleMinutes,
    staffLongest: staff.hours,
    peopleIdle: people.idleDays,
    peopleLongest: people.days,
  }
}

/** Which roles must have a second factor, and how long sessions last. */
export function SessionForm() {
  const words = useWords(SIGN_IN_WORDS)
  const common = useCommon()
  const form = useSettingForm<Value, Draft>({
    queryKey: ['setting', 'sign-in'],
    read: () => send(api.GET('/api/v1/settings/sign-in')),
    draftOf,
    write: ({ secondFactorFor, staffIdle, staffLongest, peopleIdle, peopleLongest }, header) =>
      api.PUT('/api/v1/settings/sign-in', {
        params: { header },
        body: {
          secondFactorFor,
          staff: { idleMinutes: staffIdle ?? 0, hours: staffLongest ?? 0 },
          people: { idleDays: peopleIdle ?? 0, days: peopleLongest ?? 0 },
        },
      }),
  })
  return (
    <Panel title={words.sessions}>
      <SettingForm form={form}>
        {(draft) => (
          <>
            <Group label={words.secondFactorFor} hint={words.secondFactorForHint}>
              {ROLES.map((role) => (
                <Checkbox
                  key={role}
                  label={common.role[role]}
                  checked={draft.secondFactorFor.includes(role)}
                  onChange={(_, { checked }) =>
                    form.change({
                      secondFactorFor: ROLES.filter((each) =>
                        each === role ? checked === true : draft.secondFactorFor.includes(each),
                      ),
                    })
                  }
                />
              ))}
            </Group>
            {LENGTHS.map(({ name, path, max, unit }) => (
              <NumberField
                key={name}
                label={words.lengths[name]}
                unit={words[unit]}
                min={1}
                max={max}
                value={draft[name]}
                onChange={(value) => form.change({ [name]: value })}
                {...fieldFault(form.error, path)}
              />
            ))}
          </>
        )}
      </SettingForm>
    </Panel>
  )
}
