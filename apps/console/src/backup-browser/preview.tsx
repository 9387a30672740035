import { Button, makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import { DocumentRegular, OpenRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Empty } from '../parts/empty.tsx'
import { Failed } from '../parts/failed.tsx'
import { useFormats } from '../parts/use-formats.ts'
import { useWords } from '../words/translate.ts'
import type { FileAt } from './backup-queries.ts'
import { nameOf } from './paths.ts'
import { PREVIEW_LIMITS, type PreviewKind, previewKindOf, typeOf } from './preview-kinds.ts'
import { readContent, textOf } from './read-content.ts'
import { BROWSER } from './words.ts'

const useStyles = makeStyles({
  text: {
    margin: 0,
    padding: tokens.spacingHorizontalM,
    maxHeight: '50dvh',
    overflow: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    backgroundColor: tokens.colorNeutralBackground2,
    borderRadius: tokens.borderRadiusMedium,
  },
  image: {
    display: 'block',
    maxWidth: '100%',
    maxHeight: '50dvh',
    marginInline: 'auto',
    objectFit: 'contain',
    backgroundColor: tokens.colorNeutralBackground2,
    borderRadius: tokens.borderRadiusMedium,
  },
  document: { width: '100%', height: '50dvh', border: 'none', borderRadius: tokens.borderRadiusMedium },
  waiting: { height: '240px' },
  note: { color: tokens.colorNeutralForeground2 },
})

export interface PreviewProps {
  readonly file: FileAt
  /** Bytes; undefined while they are not known. */
  readonly size: number | undefined
}

/** What is in a file, where a browser can show it safely. Nothing of a backup ever runs here. */
export function Preview({ file, size }: PreviewProps) {
  const words = useWords(BROWSER)
  const formats = useFormats()
  const kind = previewKindOf(nameOf(file.path))
  if (kind === undefined)
    return <Empty icon={DocumentRegular} title={words.noPreview} hint={words.noPreviewHint} />
  // Phones have nothing for it.
  if (kind === 'pdf' && !navigator.pdfViewerEnabled)
    return <Empty icon={DocumentRegular} title={words.noPdf} hint={words.noPreviewHint} />
  const limit = PREVIEW_LIMITS[kind]
  if (kind !== 'text' && size !== undefined && size > limit)
    return (
      <Empty icon={DocumentRegular} title={words.tooLarge(formats.bytes(limit))} hint={words.noPreviewHint} />
    )
  return <Content file={file} kind={kind} />
}

function Content({ file, kind }: { readonly file: FileAt; readonly kind: PreviewKind }) {
  const styles = useStyles()
  const limit = PREVIEW_LIMITS[kind]
  const content = useQuery({
    queryKey: ['content', file.personId, file.snapshot, file.path],
    queryFn: ({ signal }) => readContent(file, limit, signal),
    staleTime: Number.POSITIVE_INFINITY,
    // Bytes are not kept for longer than they are looked at.
    gcTime: 0,
  })
  if (content.error) return <Failed error={content.error} reset={() => void content.refetch()} />
  if (content.data === undefined)
    return (
      <Skeleton aria-hidden>
        <SkeletonItem className={styles.waiting} />
      </Skeleton>
    )
  return kind === 'text' ? (
    <TextContent content={content.data} limit={limit} />
  ) : (
    <Shown content={content.data} name={nameOf(file.path)} kind={kind} />
  )
}

function TextContent({ content, limit }: { readonly content: Blob; readonly limit: number }) {
  const words = useWords(BROWSER)
  const formats = useFormats()
  const styles = useStyles()
  const [text, setText] = useState<string>()
  const isCut = content.size >= limit
  useEffect(() => {
    let isShown = true
    void content.arrayBuffer().then((buffer) => {
      if (isShown) setText(textOf(new Uint8Array(buffer), isCut))
    })
    return () => {
      isShown = false
    }
  }, [content, isCut])
  if (content.size === 0) return <Text className={styles.note}>{words.emptyFile}</Text>
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <pre className={styles.text} tabIndex={0}>
        {text}
      </pre>
      {isCut && <Text className={styles.note}>{words.cut(formats.bytes(limit))}</Text>}
    </>
  )
}

function Shown(props: { readonly content: Blob; readonly name: string; readonly kind: PreviewKind }) {
  const { content, name, kind } = props
  const words = useWords(BROWSER)
  const styles = useStyles()
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([content], { type: typeOf(name) }))
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [content, name])
  if (address === undefined) return null
  if (kind === 'image') return <img className={styles.image} src={address} alt={words.picture(name)} />
  return (
    <>
      <iframe className={styles.document} src={address} title={words.document(name)} />
      <Button
        as="a"
        appearance="subtle"
        icon={<OpenRegular aria-hidden />}
        href={address}
        target="_blank"
        rel="noopener"
      >
        {words.openPdf}
      </Button>
    </>
  )
}
