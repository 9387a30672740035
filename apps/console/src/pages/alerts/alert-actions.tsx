import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { AlertOffRegular, AlertOnRegular } from '@fluentui/react-icons'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { useMay } from '../../api/me.ts'
import { now } from '../../parts/clock.ts'
import { ConfirmedAction } from '../../parts/confirmed-action.tsx'
import { Failed } from '../../parts/failed.tsx'
import { useFormats } from '../../parts/use-formats.ts'
import { useNotice } from '../../parts/use-notice.tsx'
import { useWords } from '../../words/translate.ts'
import type { Alert } from './alert-search.ts'
import { ALERTS } from './words.ts'

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

const HOUR = 3_600_000
const SPANS = { hour: HOUR, day: 24 * HOUR, week: 168 * HOUR, month: 720 * HOUR } as const

/** Keeps an open alert silent for a time, or closes it: for whoever may. */
export function AlertActions({ alert }: { readonly alert: Alert }) {
  const words = useWords(ALERTS)
  const styles = useStyles()
  const queries = useQueryClient()
  const notice = useNotice()
  const { moment } = useFormats()
  const may = useMay()
  const path = { id: alert.id }
  const renew = () => queries.invalidateQueries({ queryKey: ['alerts'] })
  const muting = useMutation({
    mutationFn: (until: string | null) =>
      api.POST('/api/v1/alerts/{id}/mute', { params: { path }, body: { until } }),
    async onSuccess(_, until) {
      await renew()
      notice({ title: until === null ? words.unmuted : words.muted(moment(until)) })
    },
  })
  if (!may('alerts:write') || alert.resolvedAt !== null) return null
  async function close() {
    await api.POST('/api/v1/alerts/{id}/close', { params: { path } })
    await renew()
    return { title: words.closed, body: words.closedBody }
  }
  return (
    <div className={styles.actions}>
      {muting.error && <Failed error={muting.error} />}
      {alert.mutedUntil === null ? (
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <Button icon={<AlertOffRegular aria-hidden />}>{words.mute}</Button>
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              {(Object.keys(SPANS) as (keyof typeof SPANS)[]).map((span) => (
                <MenuItem
                  key={span}
                  onClick={() => muting.mutate(new Date(now() + SPANS[span]).toISOString())}
                >
                  {words.muteFor[span]}
                </MenuItem>
              ))}
            </MenuList>
          </MenuPopover>
        </Menu>
      ) : (
        <Button icon={<AlertOnRegular aria-hidden />} onClick={() => muting.mutate(null)}>
          {words.unmute}
        </Button>
      )}
      <ConfirmedAction label={words.close} question={words.closeQuestion} run={close} />
    </div>
  )
}
