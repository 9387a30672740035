/** Query parameters of OData: `$select` and `select` are the same name. */
export class Query extends URLSearchParams {
  constructor(search: string) {
    super(search.includes('$') || search.includes('%24') ? withoutDollars(search) : search)
  }

  override get(name: string): string | null {
    return super.get(bare(name))
  }

  override has(name: string, value?: string): boolean {
    return super.has(bare(name), value)
  }

  override getAll(name: string): string[] {
    return super.getAll(bare(name))
  }
}

function bare(name: string): string {
  return name.startsWith('$') ? name.slice(1) : name
}

function withoutDollars(search: string): string {
  return search.replace(/(^|[?&])(?:\$|%24)/g, '$1')
}
