import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { ArrowDownloadRegular, ArrowUndoRegular } from '@fluentui/react-icons'
import { useFormats } from '../parts/use-formats.ts'
import { useWords } from '../words/translate.ts'
import { fileAddress, type Version } from './backup-queries.ts'
import type { LookedAt } from './file-panel.tsx'
import { nameOf } from './paths.ts'
import { BROWSER } from './words.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  version: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    paddingBlock: tokens.spacingVerticalS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  here: { fontWeight: tokens.fontWeightSemibold },
  words: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0 },
  note: { color: tokens.colorNeutralForeground2 },
})

/** The contents that a file had, newest first, each to be looked at, fetched or restored. */
export function VersionList(props: {
  readonly file: LookedAt
  readonly versions: readonly Version[]
  readonly shown: Version | undefined
}) {
  const { file, versions, shown } = props
  const { personId, path, mayRead, mayRestore, show, restore } = file
  const words = useWords(BROWSER)
  const formats = useFormats()
  const styles = useStyles()
  const isShown = (version: Version) => version.snapshotId === shown?.snapshotId
  if (versions.length === 0) return <Text>{words.noVersions}</Text>
  return (
    <ul className={styles.list}>
      {versions.map((version) => {
        const { snapshotId, takenAt, since, size } = version
        const moment = formats.moment(takenAt)
        return (
          <li
            key={snapshotId}
            className={styles.version}
            aria-current={isShown(version) ? 'true' : undefined}
          >
            <span className={styles.words}>
              <Text className={mergeClasses(isShown(version) && styles.here)}>
                {since === takenAt ? moment : words.seen(formats.moment(since), moment)}
              </Text>
              <Text size={200} className={styles.note}>
                {formats.bytes(size)}
                {isShown(version) && ` · ${words.versionNow}`}
              </Text>
            </span>
            {mayRead && !isShown(version) && (
              <Button
                size="small"
                aria-label={`${words.showVersion}: ${moment}`}
                onClick={() => show(snapshotId)}
              >
                {words.showVersion}
              </Button>
            )}
            {mayRead && (
              <Button
                as="a"
                size="small"
                appearance="subtle"
                icon={<ArrowDownloadRegular />}
                aria-label={`${words.downloadVersion}: ${moment}`}
                title={words.downloadVersion}
                href={fileAddress({ personId, snapshot: snapshotId, path })}
                download={nameOf(path)}
              />
            )}
            {mayRestore && (
              <Button
                size="small"
                appearance="subtle"
                icon={<ArrowUndoRegular />}
                aria-label={`${words.restoreVersion}: ${moment}`}
                title={words.restoreVersion}
                onClick={() => restore({ snapshotId, takenAt, path, kind: 'file', size })}
              />
            )}
          </li>
        )
      })}
    </ul>
  )
}
