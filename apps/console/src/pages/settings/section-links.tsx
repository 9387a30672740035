import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { Link } from '@tanstack/react-router'
import { useMay } from '../../api/me.ts'
import { useWords } from '../../words/translate.ts'
import { SECTION_NAMES, SECTIONS, type Section } from './sections.ts'
import { SETTINGS } from './words.ts'

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    listStyleType: 'none',
    margin: 0,
    padding: 0,
  },
  link: {
    display: 'flex',
    flexDirection: 'column',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
  },
  here: { backgroundColor: tokens.colorNeutralBackground1, boxShadow: tokens.shadow2 },
  about: { color: tokens.colorNeutralForeground2 },
})

/** The parts of the settings that the viewer may see. */
export function SectionLinks({ here, isLong }: { readonly here?: Section; readonly isLong?: boolean }) {
  const words = useWords(SETTINGS)
  const styles = useStyles()
  const may = useMay()
  return (
    <nav aria-label={words.title}>
      <ul className={styles.list}>
        {SECTION_NAMES.filter((each) => may(SECTIONS[each])).map((each) => (
          <li key={each}>
            <Link
              to="/settings/$section"
              params={{ section: each }}
              className={mergeClasses(styles.link, each === here && styles.here)}
              aria-current={each === here ? 'page' : undefined}
            >
              <Text weight={each === here || isLong ? 'semibold' : 'regular'}>{words.sections[each]}</Text>
              {isLong && (
                <Text size={200} className={styles.about}>
                  {words.abouts[each]}
                </Text>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
