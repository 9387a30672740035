import {
  Badge,
  MessageBar,
  MessageBarBody,
  makeStyles,
  ProgressBar,
  Text,
  tokens,
} from '@fluentui/react-components'
import type { components } from '@holdfast/api-client'
import { queryOptions } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { type Fact, Facts } from '../../../parts/facts.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { SECTION_WORDS } from '../section-words.ts'

export type Storage = components['schemas']['Storage']

export const storagesQuery = queryOptions({
  queryKey: ['storages'],
  queryFn: () => send(api.GET('/api/v1/storages')),
  refetchInterval: 60_000,
})

const useStyles = makeStyles({
  room: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, maxWidth: '320px' },
})

/** Whether a storage can be reached. */
export function StorageState({ storage: { problem } }: { readonly storage: Storage }) {
  const { storage: words } = useWords(SECTION_WORDS)
  return (
    <Badge appearance="tint" size="large" color={problem === null ? 'success' : 'danger'}>
      {problem === null ? words.reachable : words.unreachable}
    </Badge>
  )
}

/** Where a storage is, what room it has, and what is wrong with it. */
export function StorageFacts({ storage }: { readonly storage: Storage }) {
  const { storage: words } = useWords(SECTION_WORDS)
  const formats = useFormats()
  const { kind, location, room, problem, vaults, storedBytes, isDefault, region } = storage
  const facts: readonly (Fact | false)[] = [
    [words.kind, words.kinds[kind]],
    location !== null && [words.location, location],
    region !== '' && [words.region, region],
    [words.vaults, formats.count(vaults)],
    [words.stored, formats.bytes(storedBytes)],
    room !== null && [words.room, <Room key="room" {...room} />],
    isDefault && [words.fresh, words.isDefault],
  ]
  return (
    <>
      {problem !== null && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{words.problem(problem)}</MessageBarBody>
        </MessageBar>
      )}
      <Facts facts={facts.filter((fact) => fact !== false)} />
    </>
  )
}

function Room({ free, total }: { readonly free: number; readonly total: number }) {
  const { storage: words } = useWords(SECTION_WORDS)
  const styles = useStyles()
  const { bytes, percent } = useFormats()
  const part = total === 0 ? 0 : free / total
  return (
    <span className={styles.room}>
      <Text>{words.freeOf(bytes(free), bytes(total), percent(part))}</Text>
      <ProgressBar aria-label={words.room} value={1 - part} />
    </span>
  )
}
