import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components'

const useStyles = makeStyles({
  lines: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
})

/** In the place of lines that are on the way. */
export function WaitingLines({ count = 4 }: { readonly count?: number }) {
  const styles = useStyles()
  return (
    <Skeleton aria-hidden className={styles.lines}>
      {Array.from({ length: count }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <SkeletonItem key={at} size={24} />
      ))}
    </Skeleton>
  )
}
