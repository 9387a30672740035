import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { fieldFault } from '../../../parts/field-fault.ts'
import { Panel } from '../../../parts/panel.tsx'
import { useWords } from '../../../words/translate.ts'
import { NumberField } from '../form/number-field.tsx'
import { SettingForm } from '../form/setting-form.tsx'
import { useSettingForm } from '../form/use-setting-form.ts'
import { SECTION_WORDS } from '../section-words.ts'

/** How long a delete can be taken back. */
export function RollbackForm() {
  const { storage: words } = useWords(SECTION_WORDS)
  const form = useSettingForm<{ days: number }, { days: number | null }>({
    queryKey: ['setting', 'rollback-window'],
    read: () => send(api.GET('/api/v1/settings/rollback-window')),
    draftOf: (value) => value,
    write: ({ days }, header) =>
      api.PUT('/api/v1/settings/rollback-window', { params: { header }, body: { days: days ?? 0 } }),
  })
  return (
    <Panel title={words.rollback} about={words.rollbackAbout}>
      <SettingForm form={form}>
        {(draft) => (
          <NumberField
            label={words.rollbackDays}
            unit={words.days}
            min={1}
            max={7}
            value={draft.days}
            onChange={(days) => form.change({ days })}
            {...fieldFault(form.error, 'days')}
          />
        )}
      </SettingForm>
    </Panel>
  )
}
