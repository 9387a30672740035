/** Path and search of an address within the console, as the router takes them. */
export function partsOf(href: string): { readonly to: string; readonly search: Record<string, string> } {
  const [to = href, query = ''] = href.split('?')
  return { to, search: Object.fromEntries(new URLSearchParams(query)) }
}
