import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { Link } from '@tanstack/react-router'
import { partsOf } from './address.ts'

const useStyles = makeStyles({
  list: {
    display: 'flex',
    overflowX: 'auto',
    gap: tokens.spacingHorizontalXS,
    listStyleType: 'none',
    margin: `0 0 ${tokens.spacingVerticalL}`,
    padding: 0,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  tab: {
    display: 'block',
    whiteSpace: 'nowrap',
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}`,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    borderBottom: '2px solid transparent',
    ':hover': { color: tokens.colorNeutralForeground1, borderBottomColor: tokens.colorNeutralStroke1 },
  },
  here: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    borderBottomColor: tokens.colorCompoundBrandStroke,
  },
})

export interface TabLink {
  readonly title: string
  /** Address of the page with this part of it open. */
  readonly href: string
  readonly isHere: boolean
}

/** Parts of a page, each with an address of its own. */
export function TabLinks({ label, tabs }: { readonly label: string; readonly tabs: readonly TabLink[] }) {
  const styles = useStyles()
  return (
    <nav aria-label={label}>
      <ul className={styles.list}>
        {tabs.map(({ title, href, isHere }) => (
          <li key={href}>
            <Link
              {...partsOf(href)}
              className={mergeClasses(styles.tab, isHere && styles.here)}
              aria-current={isHere ? 'page' : undefined}
            >
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
