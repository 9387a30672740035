import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import {
  CodeRegular,
  DocumentPdfRegular,
  DocumentRegular,
  DocumentTableRegular,
  DocumentTextRegular,
  type FluentIcon,
  FolderFilled,
  FolderZipRegular,
  ImageRegular,
  MailRegular,
  MusicNote2Regular,
  NotebookRegular,
  SlideTextRegular,
  VideoClipRegular,
} from '@fluentui/react-icons'
import type { Chosen } from './basket.ts'
import { extensionOf } from './paths.ts'

const useStyles = makeStyles({
  icon: { fontSize: '24px', flexShrink: 0 },
  folder: { color: tokens.colorPaletteMarigoldForeground1 },
  document: { color: tokens.colorPaletteBlueForeground2 },
  table: { color: tokens.colorPaletteGreenForeground1 },
  slides: { color: tokens.colorPaletteDarkOrangeForeground1 },
  pdf: { color: tokens.colorPaletteRedForeground1 },
  media: { color: tokens.colorPaletteGrapeForeground2 },
  plain: { color: tokens.colorNeutralForeground3 },
})

type Look = readonly [FluentIcon, keyof ReturnType<typeof useStyles>]

const KINDS: readonly (readonly [string, Look])[] = [
  ['doc docx docm odt rtf', [DocumentTextRegular, 'document']],
  ['txt md log', [DocumentTextRegular, 'plain']],
  ['xls xlsx xlsm ods csv tsv', [DocumentTableRegular, 'table']],
  ['ppt pptx pptm odp', [SlideTextRegular, 'slides']],
  ['pdf', [DocumentPdfRegular, 'pdf']],
  ['png jpg jpeg gif webp avif bmp svg heic tif tiff', [ImageRegular, 'media']],
  ['mp4 mov avi mkv webm m4v', [VideoClipRegular, 'media']],
  ['mp3 wav flac m4a ogg', [MusicNote2Regular, 'media']],
  ['zip 7z rar gz tar', [FolderZipRegular, 'plain']],
  ['eml msg', [MailRegular, 'document']],
  ['one onetoc2 onepkg', [NotebookRegular, 'media']],
  ['html htm xml json js ts css py java c cpp h sh ps1 sql yml yaml', [CodeRegular, 'plain']],
]

const LOOKS = new Map(KINDS.flatMap(([names, look]) => names.split(' ').map((name) => [name, look] as const)))

/** What something is, at a glance. */
export function FileIcon({ name, kind }: { readonly name: string } & Pick<Chosen, 'kind'>) {
  const styles = useStyles()
  const [Icon, look]: Look =
    kind === 'folder'
      ? [FolderFilled, 'folder']
      : (LOOKS.get(extensionOf(name)) ?? [DocumentRegular, 'plain'])
  return <Icon className={mergeClasses(styles.icon, styles[look])} aria-hidden />
}
