import {
  Badge,
  MessageBar,
  MessageBarBody,
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
import { Facts } from '../../../parts/facts.tsx'
import { Failed } from '../../../parts/failed.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { useFormats } from '../../../parts/use-formats.ts'
import { useWords } from '../../../words/translate.ts'
import { SECTION_WORDS } from '../section-words.ts'
import { RollbackForm } from './rollback-form.tsx'
import { UpkeepForm } from './upkeep-form.tsx'

type Storage = components['schemas']['Storage']

const useStyles = makeStyles({
  room: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, maxWidth: '320px' },
})

/** Where backups lie, and how they are kept in order. */
export function StorageSection() {
  const { data, error, refetch } = useQuery({
    queryKey: ['storages'],
    queryFn: () => send(api.GET('/api/v1/storages')),
    refetchInterval: 60_000,
  })
  return (
    <>
      {error && !data && <Failed error={error} reset={() => void refetch()} />}
      {!data && !error && (
        <Skeleton aria-hidden>
          <SkeletonItem size={128} />
        </Skeleton>
      )}
      {data?.storages.map((storage) => (
        <StoragePanel key={storage.id} storage={storage} />
      ))}
      <RollbackForm />
      <UpkeepForm />
    </>
  )
}

function StoragePanel({ storage }: { readonly storage: Storage }) {
  const { storage: words } = useWords(SECTION_WORDS)
  const formats = useFormats()
  const styles = useStyles()
  const { name, kind, location, room, problem, vaults, storedBytes, isDefault, region } = storage
  const roomText =
    room &&
    words.freeOf(formats.bytes(room.free), formats.bytes(room.total), formats.percent(room.free / room.total))
  return (
    <Panel
      title={name}
      actions={
        <Badge appearance="tint" size="large" color={problem === null ? 'success' : 'danger'}>
          {problem === null ? words.reachable : words.unreachable}
        </Badge>
      }
    >
      {problem !== null && (
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{words.problem(problem)}</MessageBarBody>
        </MessageBar>
      )}
      <Facts
        facts={[
          [words.kind, words.kinds[kind]],
          ...(location === null ? [] : [[words.location, location] as const]),
          ...(region === '' ? [] : [[words.region, region] as const]),
          [words.vaults, formats.count(vaults)],
          [words.stored, formats.bytes(storedBytes)],
          ...(room && roomText
            ? [
                [
                  words.room,
                  <span key="room" className={styles.room}>
                    <Text>{roomText}</Text>
                    <ProgressBar
                      aria-label={words.room}
                      value={room.total === 0 ? 0 : 1 - room.free / room.total}
                    />
                  </span>,
                ] as const,
              ]
            : []),
          ...(isDefault ? [[words.fresh, words.isDefault] as const] : []),
        ]}
      />
    </Panel>
  )
}
