import { Text } from '@fluentui/react-components'
import { Facts } from '../../parts/facts.tsx'
import { Panel } from '../../parts/panel.tsx'
import { useFormats } from '../../parts/use-formats.ts'
import { useWords } from '../../words/translate.ts'
import type { OwnBackup } from './own-backup-query.ts'
import { MY } from './words.ts'

type Kind = keyof OwnBackup['exclusions']['profile']

const KINDS: readonly Kind[] = ['extensions', 'names', 'folders']

/** What is in no backup, and why. */
export function LeftOutPanel({ backup: { exclusions, leftOut } }: { readonly backup: OwnBackup }) {
  const words = useWords(MY).leftOut
  const formats = useFormats()
  const rules = KINDS.map((kind) => [kind, entriesOf(exclusions, kind)] as const).filter(
    ([, entries]) => entries.length > 0,
  )
  return (
    <Panel title={words.title}>
      {rules.length === 0 ? (
        <Text>{words.nothing}</Text>
      ) : (
        <>
          <Text>{words.byRule}</Text>
          <Facts facts={rules.map(([kind, entries]) => [words.kinds[kind], entries.join(', ')])} />
        </>
      )}
      {leftOut && leftOut.excludedFiles > 0 && (
        <Text>{words.excluded(formats.count(leftOut.excludedFiles), formats.bytes(leftOut.bytes))}</Text>
      )}
      {leftOut && leftOut.failedFiles > 0 && <Text>{words.failed(formats.count(leftOut.failedFiles))}</Text>}
      <Text size={200}>{words.never}</Text>
    </Panel>
  )
}

/** Those of the organisation and of the profile; nobody needs to know which is which. */
function entriesOf({ organisation, profile }: OwnBackup['exclusions'], kind: Kind): string[] {
  const entries = `${organisation[kind] ?? ''};${profile[kind] ?? ''}`.split(';').map((entry) => entry.trim())
  return [...new Set(entries.filter((entry) => entry !== ''))]
}
