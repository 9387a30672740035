/** Groups of files, by what people would call them, with the extensions that belong to them. */
const EXTENSIONS = {
  document: 'doc docx docm dot dotx odt ott rtf txt md pages tex wpd epub mobi log',
  spreadsheet: 'xls xlsx xlsm xlsb xlt xltx csv tsv ods numbers',
  presentation: 'ppt pptx pptm pps ppsx pot potx odp key',
  pdf: 'pdf xps oxps ps',
  note: 'one onetoc2 onepkg loop fluid whiteboard',
  image: 'jpg jpeg png gif bmp tif tiff webp heic heif svg ico avif raw cr2 cr3 nef arw dng orf rw2 jfif',
  video: 'mp4 m4v mov avi mkv wmv webm mpg mpeg flv 3gp mts m2ts vob',
  audio: 'mp3 m4a wav flac aac ogg oga opus wma aif aiff mid midi amr',
  archive: 'zip 7z rar tar gz tgz bz2 xz zst cab lz4 iso img dmg vhd vhdx vmdk jar',
  mail: 'pst ost eml msg mbox olm emlx',
  code: 'js mjs cjs ts tsx jsx py java c h cc cpp hpp cs go rs rb php swift kt scala sh bash ps1 bat cmd sql html htm css scss vue r ipynb lua pl dart',
  data: 'json jsonl ndjson xml yaml yml toml ini cfg conf db sqlite sqlite3 mdb accdb dbf parquet avro bak sav dta pbix bson',
  design:
    'psd psb ai eps indd idml sketch fig xd cdr dwg dxf skp 3ds blend stl step stp obj fbx rvt ifc vsd vsdx afdesign afphoto',
  program: 'exe msi dll sys apk ipa appx msix deb rpm bin so dylib lnk',
} as const

export const FILE_TYPES = [...(Object.keys(EXTENSIONS) as (keyof typeof EXTENSIONS)[]), 'other'] as const

export type FileType = (typeof FILE_TYPES)[number]

const TYPE_OF: ReadonlyMap<string, FileType> = new Map(
  Object.entries(EXTENSIONS).flatMap(([type, list]) =>
    list.split(' ').map((extension) => [extension, type as FileType] as const),
  ),
)

/** The group of a file, by the extension of its name. */
export function fileTypeOf(name: string): FileType {
  const dot = name.lastIndexOf('.')
  // A dot at the start begins a name, not an extension.
  if (dot <= 0) return 'other'
  return TYPE_OF.get(name.slice(dot + 1).toLowerCase()) ?? 'other'
}
