import { makeStyles } from '@fluentui/react-components'
import { useMemo } from 'react'
import { encode } from 'uqr'

/** Light around the code, in its own dots, as readers need it. */
const BORDER = 4

const useStyles = makeStyles({
  code: { display: 'block', width: '100%', maxWidth: '240px', height: 'auto' },
})

/** A text for a camera. Dark on light in every theme: many readers know nothing else. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const styles = useStyles()
  const { size, path } = useMemo(() => {
    const { data, size } = encode(text, { ecc: 'M', border: BORDER })
    const dots = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
    return { size, path: dots.join('') }
  }, [text])
  return (
    <svg
      className={styles.code}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
