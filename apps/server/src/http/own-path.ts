/** Longer ones fit into no cookie. */
const LONGEST = 2_000

/** Where on this server a browser may be sent on to; the first page in the place of anything that leads elsewhere. */
export function ownPath(wanted: string | undefined, origin: string): string {
  if (wanted === undefined || !wanted.startsWith('/') || !URL.canParse(wanted, origin)) return '/'
  // As the browser will read it: with what hides another host taken out.
  const url = new URL(wanted, origin)
  const path = `${url.pathname}${url.search}${url.hash}`
  return url.origin === origin && !path.startsWith('//') && path.length <= LONGEST ? path : '/'
}
