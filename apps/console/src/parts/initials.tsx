import { makeStyles, tokens } from '@fluentui/react-components'

const useStyles = makeStyles({
  circle: {
    display: 'inline-flex',
    alignItems: 'center',
    justifyContent: 'center',
    flexShrink: 0,
    width: '28px',
    height: '28px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    // A picture, and no text that the name of a button around it would have to begin with.
    '::before': { content: 'attr(data-letters)' },
  },
})

/** Somebody's initials in a circle, in the place of a picture. The name itself stands beside it. */
export function Initials({ name }: { readonly name: string }) {
  const styles = useStyles()
  const words = name.split(/\s+/).filter((word) => word !== '')
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => first(word))
  return <span aria-hidden className={styles.circle} data-letters={letters.join('').toUpperCase()} />
}

/** A letter of any script, whole. */
function first(word: string | undefined): string {
  return [...(word ?? '')][0] ?? ''
}
