import type { Language } from './sentences.ts'

/** Folders and files of an ordinary drive, by language: `*` marks names that get a number. */
export const DRIVE_PLAN: Readonly<Record<Language, Readonly<Record<string, readonly string[]>>>> = {
  en: {
    '': ['Read me first.txt', 'Phone list.xlsx'],
    Documents: ['Tender *.docx', 'Minutes *.docx', 'Specification *.pdf', 'Notes *.md', 'Letter *.docx'],
    'Documents/Budget': ['Budget *.xlsx', 'Invoices *.csv', 'Estimate *.xlsx'],
    Presentations: ['Kick-off *.pptx', 'Review *.pptx'],
    Pictures: ['Site *.jpg', 'Chart *.png', 'Logo *.svg'],
    Mail: ['Re - pier *.eml'],
    Archive: ['Export *.zip', 'Settings *.json', 'Page *.html'],
    'Attachments/Empty for now': [],
  },
  de: {
    '': ['Übersicht.docx'],
    Dokumente: ['Prüfbericht *.docx', 'Angebot *.pdf', 'Übergabe *.md'],
    'Dokumente/Maße & Gewichte': ['Messwerte *.csv', 'Größen *.xlsx'],
    Bilder: ['Baustelle *.jpg', 'Verlauf *.png'],
    Post: ['Rückfrage *.eml'],
    'Leerer Ordner': [],
  },
  ja: {
    '': ['はじめに.txt'],
    書類: ['議事録 *.docx', '仕様書 *.docx', '見積書 *.xlsx', '報告 *.pdf'],
    '書類/図面': ['配置図 *.svg', '断面図 *.png'],
    写真: ['現場 *.jpg'],
    発表: ['提案 *.pptx'],
  },
  ar: {
    '': ['ملاحظات.txt'],
    مستندات: ['تقرير *.docx', 'محضر *.docx', 'ميزانية *.xlsx'],
    'مستندات/صفحات': ['صفحة *.html'],
    صور: ['موقع *.jpg'],
  },
  pt: {
    '': ['Leia-me.txt'],
    Contabilidade: ['Balanço *.xlsx', 'Relatório *.docx', 'Lançamentos *.csv'],
    'Contabilidade/Antigo': ['Orçamento *.pdf', 'Correspondência *.eml'],
  },
}

/** Names that broke other programs; all are allowed in OneDrive. */
export const AWKWARD_NAMES: readonly string[] = [
  '#hash and %20 percent.txt',
  "it's a 'quoted' name.txt",
  'R&D.txt',
  '.leading dot',
  'no ending',
  'two..dots.txt',
  'trailing digits 007',
  'caf\u00e9 (NFC).txt',
  'cafe\u0301 (NFD).txt',
  'line\u2028separator.txt',
  'no-break\u00a0space.txt',
  'zero\u200bwidth.txt',
  'family 👨‍👩‍👧‍👦 and flag 🇳🇱.txt',
  'astral 𝒜𝒷𝒸 𠜎.txt',
  'half ｗｉｄｔｈ ～.txt',
  'שלום.txt',
  'plus+and=equals, semicolon;.txt',
  'a{b}[c]^d~e`f!g@h$.txt',
  'UPPER.TXT',
]
