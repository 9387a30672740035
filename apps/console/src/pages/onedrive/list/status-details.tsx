import {
  Button,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Text,
  tokens,
} from '@fluentui/react-components'
import { useWords } from '../../../words/translate.ts'
import { ONEDRIVE } from '../words.ts'
import type { Person } from './use-people.ts'

const useStyles = makeStyles({
  button: {
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 2,
    minWidth: 0,
    maxWidth: '100%',
    paddingInline: 0,
    fontWeight: tokens.fontWeightRegular,
    lineHeight: tokens.lineHeightBase200,
    overflow: 'hidden',
    overflowWrap: 'anywhere',
    textAlign: 'start',
  },
  whole: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    maxWidth: 'min(44ch, 80vw)',
  },
  message: { overflowWrap: 'anywhere' },
  code: { color: tokens.colorNeutralForeground2, fontFamily: tokens.fontFamilyMonospace },
})

/** What the last backup failed of: its beginning, and the whole of it for whoever asks. */
export function StatusDetails({ person: { onedrive } }: { readonly person: Person }) {
  const words = useWords(ONEDRIVE)
  const styles = useStyles()
  if (!onedrive?.lastErrorCode) return null
  return (
    <Popover withArrow>
      <PopoverTrigger disableButtonEnhancement>
        <Button appearance="transparent" size="small" className={styles.button}>
          {onedrive.lastError ?? onedrive.lastErrorCode}
        </Button>
      </PopoverTrigger>
      <PopoverSurface aria-label={words.wholeMessage}>
        <div className={styles.whole}>
          <Text className={styles.message}>{onedrive.lastError}</Text>
          <Text size={200} className={styles.code}>
            {onedrive.lastErrorCode}
          </Text>
        </div>
      </PopoverSurface>
    </Popover>
  )
}
