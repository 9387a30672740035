import { makeStyles } from '@fluentui/react-components'
import { encode } from 'uqr'

const useStyles = makeStyles({
  // Cameras want dark on light, whatever the theme is.
  code: { width: '192px', height: '192px', maxWidth: '100%', backgroundColor: '#ffffff', color: '#000000' },
})

/** A text as a QR code. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const styles = useStyles()
  const { data, size } = encode(text, { border: 2 })
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg
      className={styles.code}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="currentColor" />
    </svg>
  )
}
