import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { Link, useRouterState } from '@tanstack/react-router'
import { useMay } from '../api/me.ts'
import { useWords } from '../words/translate.ts'
import { isIn } from './nav-list.tsx'
import type { Group } from './places.ts'
import { SHELL } from './words.ts'

const useStyles = makeStyles({
  bar: {
    position: 'sticky',
    bottom: 0,
    zIndex: 5,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    // Above the stroke with which phones go home.
    paddingBottom: 'env(safe-area-inset-bottom)',
  },
  list: { display: 'flex', listStyleType: 'none', margin: 0, padding: 0 },
  // A long name takes of the room that short ones leave.
  item: { flexGrow: 1, minWidth: 0 },
  link: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    gap: '2px',
    minHeight: '56px',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
  },
  here: { color: tokens.colorCompoundBrandForeground1, fontWeight: tokens.fontWeightSemibold },
  icon: { fontSize: '24px' },
})

/** On a phone: a few places within reach of the thumb. */
export function BottomBar({
  groups,
  className,
}: {
  readonly groups: readonly Group[]
  readonly className?: string
}) {
  const words = useWords(SHELL)
  const styles = useStyles()
  const may = useMay()
  const here = useRouterState({ select: ({ location }) => location.pathname })
  const places = groups.flatMap((group) => group.places).filter(({ needs }) => needs.some(may))
  return (
    <nav aria-label={words.navigation} className={mergeClasses(styles.bar, className)}>
      <ul className={styles.list}>
        {places.map(({ to, name, icon: Icon }) => {
          const isHere = isIn(here, to)
          return (
            <li key={to} className={styles.item}>
              <Link
                to={to as '/'}
                className={mergeClasses(styles.link, isHere && styles.here)}
                aria-current={isHere ? 'page' : undefined}
              >
                <Icon className={styles.icon} aria-hidden />
                {words.places[name]}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
