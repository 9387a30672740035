import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import { CheckmarkCircleRegular } from '@fluentui/react-icons'

const useStyles = makeStyles({
  lines: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  fine: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground2,
  },
  icon: { flexShrink: 0, fontSize: '20px', color: tokens.colorStatusSuccessForeground1 },
})

/** In the place of lines of a panel that are on the way. */
export function WaitingLines({ count, size = 24 }: { readonly count: number; readonly size?: 16 | 24 | 36 }) {
  const styles = useStyles()
  return (
    <Skeleton aria-hidden className={styles.lines}>
      {[...Array(count).keys()].map((line) => (
        <SkeletonItem key={line} size={size} />
      ))}
    </Skeleton>
  )
}

/** In the place of what nobody wants to see there: that nothing is the matter. */
export function AllFine({ children }: { readonly children: string }) {
  const styles = useStyles()
  return (
    <Text className={styles.fine}>
      <CheckmarkCircleRegular className={styles.icon} aria-hidden />
      {children}
    </Text>
  )
}
