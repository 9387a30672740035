import type { components } from '@holdfast/api-client'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { fieldFault } from '../../../parts/field-fault.ts'
import { Panel } from '../../../parts/panel.tsx'
import { useWords } from '../../../words/translate.ts'
import { NumberField } from '../form/number-field.tsx'
import { SettingForm } from '../form/setting-form.tsx'
import { useSettingForm } from '../form/use-setting-form.ts'
import { SECTION_WORDS } from '../section-words.ts'

type Value = components['schemas']['UpkeepSetting']['value']

/** The numbers, each with its path in the setting and what it may be. */
const FIELDS = [
  { name: 'pruneDays', path: 'prune.everyDays', min: 1, max: 365, unit: 'days' },
  { name: 'unused', path: 'prune.maxUnusedPercent', min: 0, max: 100, unit: 'percent' },
  { name: 'repack', path: 'prune.maxRepackMib', min: 64, max: 1_048_576, unit: 'mib' },
  { name: 'checkDays', path: 'check.everyDays', min: 1, max: 90, unit: 'days' },
  { name: 'rereadDays', path: 'check.rereadDays', min: 1, max: 1_000, unit: 'days' },
  { name: 'lowSpace', path: 'lowSpacePercent', min: 1, max: 50, unit: 'percent' },
] as const

type Draft = Readonly<Record<(typeof FIELDS)[number]['name'], number | null>>

function draftOf({ prune, check, lowSpacePercent }: Value): Draft {
  return {
    pruneDays: prune.everyDays,
    unused: prune.maxUnusedPercent,
    repack: prune.maxRepackMib,
    checkDays: check.everyDays,
    rereadDays: check.rereadDays,
    lowSpace: lowSpacePercent,
  }
}

/** How vaults are kept in order, and what that may cost. */
export function UpkeepForm() {
  const { storage: words } = useWords(SECTION_WORDS)
  const form = useSettingForm<Value, Draft>({
    queryKey: ['setting', 'upkeep'],
    read: () => send(api.GET('/api/v1/settings/upkeep')),
    draftOf,
    write: ({ pruneDays, unused, repack, checkDays, rereadDays, lowSpace }, header) =>
      api.PUT('/api/v1/settings/upkeep', {
        params: { header },
        body: {
          prune: { everyDays: pruneDays ?? 0, maxUnusedPercent: unused ?? -1, maxRepackMib: repack ?? 0 },
          check: { everyDays: checkDays ?? 0, rereadDays: rereadDays ?? 0 },
          lowSpacePercent: lowSpace ?? 0,
        },
      }),
  })
  return (
    <Panel title={words.upkeep} about={words.upkeepAbout}>
      <SettingForm form={form}>
        {(draft) =>
          FIELDS.map(({ name, path, min, max, unit }) => (
            <NumberField
              key={name}
              label={words.upkeepFields[name]}
              hint={words.upkeepHints[name]}
              unit={words[unit]}
              min={min}
              max={max}
              value={draft[name]}
              onChange={(value) => form.change({ [name]: value })}
              {...fieldFault(form.error, path)}
            />
          ))
        }
      </SettingForm>
    </Panel>
  )
}
