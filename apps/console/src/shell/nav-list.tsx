import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { Link, useRouterState } from '@tanstack/react-router'
import { useMay } from '../api/me.ts'
import { useWords } from '../words/translate.ts'
import { AlertBadge } from './alert-badge.tsx'
import type { Group } from './places.ts'
import { SHELL } from './words.ts'

const useStyles = makeStyles({
  group: { listStyleType: 'none', margin: 0, padding: 0 },
  heading: {
    display: 'block',
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS}`,
    color: tokens.colorNeutralForeground3,
  },
  link: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    minHeight: '40px',
    paddingInline: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    position: 'relative',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
  },
  here: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    backgroundColor: tokens.colorSubtleBackgroundSelected,
    '::before': {
      content: '""',
      position: 'absolute',
      insetInlineStart: 0,
      insetBlock: '10px',
      width: '3px',
      borderRadius: tokens.borderRadiusCircular,
      backgroundColor: tokens.colorCompoundBrandBackground,
    },
  },
  icon: { flexShrink: 0, fontSize: '20px' },
})

/** Where the viewer can go; what their role does not include is not shown. */
export function NavList({ groups, onGo }: { readonly groups: readonly Group[]; readonly onGo?: () => void }) {
  const words = useWords(SHELL)
  const styles = useStyles()
  const may = useMay()
  const here = useRouterState({ select: ({ location }) => location.pathname })
  return (
    <nav aria-label={words.navigation}>
      {groups.map(({ name, places }) => {
        const shown = places.filter(({ needs }) => needs.some(may))
        if (shown.length === 0) return null
        return (
          <div key={name}>
            {name && (
              <Text as="h2" size={200} weight="semibold" className={styles.heading}>
                {words.groups[name]}
              </Text>
            )}
            <ul className={styles.group}>
              {shown.map(({ to, name: place, icon: Icon }) => {
                const isHere = isIn(here, to)
                return (
                  <li key={to}>
                    <Link
                      to={to as '/'}
                      className={mergeClasses(styles.link, isHere && styles.here)}
                      aria-current={isHere ? 'page' : undefined}
                      onClick={onGo}
                    >
                      <Icon className={styles.icon} aria-hidden />
                      {words.places[place]}
                      {place === 'alerts' && <AlertBadge />}
                    </Link>
                  </li>
                )
              })}
            </ul>
          </div>
        )
      })}
    </nav>
  )
}

/** Start pages are themselves alone; below the others are their details. */
export function isIn(here: string, place: string): boolean {
  if (place === '/' || place === '/my') return here === place
  return here === place || here.startsWith(`${place}/`)
}
