import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { ArrowDownloadRegular, ArrowUndoRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { Facts } from '../parts/facts.tsx'
import { Failed } from '../parts/failed.tsx'
import { useFormats } from '../parts/use-formats.ts'
import { useWords } from '../words/translate.ts'
import { useCommon } from '../words/use-common.ts'
import { fileAddress, type Version, versionsQuery } from './backup-queries.ts'
import type { Chosen } from './basket.ts'
import { folderOf, nameOf } from './paths.ts'
import { Preview } from './preview.tsx'
import { SideDrawer } from './side-drawer.tsx'
import { VersionList } from './version-list.tsx'
import { WaitingLines } from './waiting-lines.tsx'
import { BROWSER } from './words.ts'

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  note: { color: tokens.colorNeutralForeground2 },
})

/** A file that is looked at, of a snapshot. */
export interface LookedAt {
  readonly personId: string
  /** An id, or `latest`. */
  readonly snapshot: string
  /** When that was taken, where it is known. */
  readonly takenAt: string | undefined
  readonly path: string
  /** Whether the content may be read, and restored. */
  readonly mayRead: boolean
  readonly mayRestore: boolean
  readonly show: (snapshot: string) => void
  readonly restore: (chosen: Chosen) => void
}

/** A file of a backup: what is in it, what is known of it, and the contents that it had. */
export function FilePanel(props: { readonly file: LookedAt | undefined; readonly onClose: () => void }) {
  const { file, onClose } = props
  const words = useWords(BROWSER)
  return (
    <SideDrawer
      isOpen={file !== undefined}
      onClose={onClose}
      title={file === undefined ? words.details : nameOf(file.path)}
      {...(file && { footer: <Actions {...file} /> })}
    >
      {file && <Content {...file} />}
    </SideDrawer>
  )
}

function useVersion({ personId, path, snapshot, takenAt }: LookedAt) {
  const query = useQuery(versionsQuery(personId, path))
  return { query, version: versionIn(query.data?.versions ?? [], snapshot, takenAt) }
}

/** The version that a snapshot has: it is named by the newest one of those that have it. */
function versionIn(
  versions: readonly Version[],
  snapshot: string,
  takenAt: string | undefined,
): Version | undefined {
  const named = versions.find(({ snapshotId }) => snapshotId === snapshot)
  if (named !== undefined || takenAt === undefined) return named
  const at = Date.parse(takenAt)
  return versions.find((each) => Date.parse(each.since) <= at && at <= Date.parse(each.takenAt))
}

function Content(file: LookedAt) {
  const { personId, path, snapshot, mayRead } = file
  const words = useWords(BROWSER)
  const formats = useFormats()
  const styles = useStyles()
  const { query, version } = useVersion(file)
  return (
    <>
      {mayRead ? (
        <section aria-label={words.preview} className={styles.part}>
          <Preview file={{ personId, snapshot, path }} size={version?.size} />
        </section>
      ) : (
        <Text className={styles.note}>{words.mayNotRead}</Text>
      )}
      {version && (
        <Facts
          facts={[
            [words.path, folderOf(path) || words.root],
            [words.size, formats.bytes(version.size)],
            [words.modified, formats.moment(version.modifiedAt)],
            [words.snapshot, formats.moment(file.takenAt ?? version.takenAt)],
          ]}
        />
      )}
      <section aria-label={words.versions} className={styles.part}>
        <Text as="h3" weight="semibold">
          {words.versions}
        </Text>
        <Text size={200} className={styles.note}>
          {words.versionsAbout}
        </Text>
        {query.error && <Failed error={query.error} reset={() => void query.refetch()} />}
        {query.data ? (
          <VersionList file={file} versions={query.data.versions} shown={version} />
        ) : (
          !query.error && <WaitingLines />
        )}
      </section>
    </>
  )
}

function Actions(file: LookedAt) {
  const { personId, path, snapshot, mayRead, mayRestore, restore } = file
  const words = useWords(BROWSER)
  const common = useCommon()
  const { version } = useVersion(file)
  return (
    <>
      {mayRestore && (
        <Button
          appearance="primary"
          icon={<ArrowUndoRegular aria-hidden />}
          disabledFocusable={version === undefined}
          onClick={() => version && restore(chosenOf(path, version))}
        >
          {words.restore}
        </Button>
      )}
      {mayRead && (
        <Button
          as="a"
          icon={<ArrowDownloadRegular aria-hidden />}
          href={fileAddress({ personId, snapshot, path })}
          download={nameOf(path)}
        >
          {common.download}
        </Button>
      )}
    </>
  )
}

function chosenOf(path: string, { snapshotId, takenAt, size }: Version): Chosen {
  return { snapshotId, takenAt, path, kind: 'file', size }
}
