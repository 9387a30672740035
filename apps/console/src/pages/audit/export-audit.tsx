import { Button, Menu, MenuItemLink, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { ArrowDownloadRegular } from '@fluentui/react-icons'
import { useWords } from '../../words/translate.ts'
import { type AuditSearch, auditQuery } from './audit-search.ts'
import { AUDIT } from './words.ts'

const FORMATS = ['csv', 'ndjson'] as const

/** The entries that are asked for as a file. */
export function ExportAudit({ search }: { readonly search: AuditSearch }) {
  const { exported: words } = useWords(AUDIT)
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<ArrowDownloadRegular aria-hidden />}>{words.button}</Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {FORMATS.map((format) => (
            <MenuItemLink
              key={format}
              download
              href={`/api/v1/audit/export?${new URLSearchParams({ ...auditQuery(search), format })}`}
            >
              {words[format]}
            </MenuItemLink>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
