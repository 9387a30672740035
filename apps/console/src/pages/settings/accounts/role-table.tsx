import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import { CheckmarkRegular, SubtractRegular } from '@fluentui/react-icons'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../api/client.ts'
import { send } from '../../../api/send.ts'
import { Failed } from '../../../parts/failed.tsx'
import { Hidden } from '../../../parts/hidden.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { PERMISSION_WORDS } from '../../../words/permissions.ts'
import { useWords } from '../../../words/translate.ts'
import { useCommon } from '../../../words/use-common.ts'
import { ACCOUNTS } from './words.ts'

const useStyles = makeStyles({
  frame: { overflowX: 'auto', position: 'relative' },
  table: {
    borderCollapse: 'collapse',
    minWidth: '720px',
    width: '100%',
    '& th, & td': {
      padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS}`,
      borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
      textAlign: 'start',
      verticalAlign: 'top',
      fontWeight: tokens.fontWeightRegular,
    },
    '& th:first-child': { minWidth: '200px' },
  },
  yes: { color: tokens.colorPaletteGreenForeground1 },
  no: { color: tokens.colorNeutralForeground3 },
})

/** What each role may do, as the server checks it. */
export function RoleTable() {
  const words = useWords(ACCOUNTS)
  const common = useCommon()
  const permissions = useWords(PERMISSION_WORDS)
  const styles = useStyles()
  const { data, error, refetch } = useQuery({
    queryKey: ['roles'],
    queryFn: () => send(api.GET('/api/v1/roles')),
  })
  const names = (Object.keys(permissions) as (keyof typeof permissions)[]).filter((each) =>
    data?.roles.some((role) => role.permissions.includes(each)),
  )
  return (
    <Panel title={words.roles}>
      {error && !data && <Failed error={error} reset={() => void refetch()} />}
      {!data && !error && (
        <Skeleton aria-hidden>
          <SkeletonItem size={128} />
        </Skeleton>
      )}
      {data && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <section className={styles.frame} tabIndex={0} aria-label={words.roleTable}>
          <table className={styles.table} aria-label={words.roleTable}>
            <thead>
              <tr>
                <th scope="col">{words.permission}</th>
                {data.roles.map(({ role, limit }) => (
                  <th key={role} scope="col">
                    <Text weight="semibold" block>
                      {common.role[role]}
                    </Text>
                    <Text size={200}>{words.limits[limit]}</Text>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {names.map((name) => (
                <tr key={name}>
                  <th scope="row">{permissions[name]}</th>
                  {data.roles.map((each) => (
                    <td key={each.role}>
                      {each.permissions.includes(name) ? (
                        <>
                          <CheckmarkRegular className={styles.yes} aria-hidden />
                          <Hidden>{words.yes}</Hidden>
                        </>
                      ) : (
                        <>
                          <SubtractRegular className={styles.no} aria-hidden />
                          <Hidden>{words.no}</Hidden>
                        </>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Panel>
  )
}
