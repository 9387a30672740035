import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { fieldFault } from '../../../parts/field-fault.ts'
import { Panel } from '../../../parts/panel.tsx'
import { useWords } from '../../../words/translate.ts'
import { NumberField, type NumberFieldProps } from '../form/number-field.tsx'
import { SettingForm } from '../form/setting-form.tsx'
import { useSettingForm } from '../form/use-setting-form.ts'
import { SECTION_WORDS } from '../section-words.ts'

export interface Kept {
  readonly keepDays: number | null
}

/** How many days of something are kept, and nothing else of it. */
export function KeepForm(
  props: Pick<NumberFieldProps, 'label' | 'min' | 'max'> & {
    readonly setting: 'jobs' | 'events'
    readonly title: string
    readonly about?: string
  },
) {
  const { setting, title, about, ...field } = props
  const { keeping: words } = useWords(SECTION_WORDS)
  const form = useSettingForm<Kept, Kept>({
    queryKey: ['setting', setting],
    read: () => send(api.GET(`/api/v1/settings/${setting}`)),
    draftOf: (value) => value,
    write: ({ keepDays }, header) =>
      api.PUT(`/api/v1/settings/${setting}`, { params: { header }, body: { keepDays: keepDays ?? 0 } }),
  })
  return (
    <Panel title={title} {...(about !== undefined && { about })}>
      <SettingForm form={form}>
        {(draft) => (
          <NumberField
            {...field}
            unit={words.days}
            value={draft.keepDays}
            onChange={(keepDays) => form.change({ keepDays })}
            {...fieldFault(form.error, 'keepDays')}
          />
        )}
      </SettingForm>
    </Panel>
  )
}
