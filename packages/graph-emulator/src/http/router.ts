import type { HostKind, Route } from './route.ts'

interface Node {
  readonly literals: Map<string, Node>
  /** The branch of a `:parameter`. Parameter names belong to the route, so routes may name them differently. */
  parameter?: Node
  readonly routes: Map<string, Route>
  readonly rest: Map<string, Route>
}

export type Match =
  | { readonly route: Route; readonly params: Record<string, string> }
  | { readonly route?: undefined; readonly allowed: string[]; readonly segment: string }

/** Finds the route for a path. Literal segments, compared without case, win over parameters. */
export class Router {
  readonly #roots: Record<HostKind, Node> = {
    login: createNode(),
    graph: createNode(),
    sharepoint: createNode(),
    control: createNode(),
  }
  readonly #names = new Set<string>()

  constructor(routes: Iterable<Route>) {
    for (const route of routes) this.#add(route)
  }

  /** `segments` are decoded. Without a route: the methods of the path, and the first segment that nothing knows. */
  match(host: HostKind, method: string, segments: readonly string[]): Match {
    const values: string[] = []
    const dead = { depth: -1 }
    const node = walk(this.#roots[host], segments, 0, values, method, dead)
    const route = node?.routes.get(method) ?? node?.rest.get(method)
    if (route) return { route, params: nameParameters(route, values) }
    return {
      allowed: node ? [...node.routes.keys(), ...node.rest.keys()] : [],
      segment: segments[Math.max(dead.depth, 0)] ?? '',
    }
  }

  #add(route: Route): void {
    if (this.#names.has(route.name)) throw new Error(`two routes are called ${route.name}`)
    this.#names.add(route.name)
    let node = this.#roots[route.host]
    for (const segment of route.pattern.split('/').filter(Boolean)) {
      if (segment === '*') {
        node.rest.set(route.method, route)
        return
      }
      if (segment.startsWith(':')) {
        node.parameter ??= createNode()
        node = node.parameter
      } else {
        const key = segment.toLowerCase()
        let next = node.literals.get(key)
        if (!next) {
          next = createNode()
          node.literals.set(key, next)
        }
        node = next
      }
    }
    if (node.routes.has(route.method)) throw new Error(`two routes for ${route.method} ${route.pattern}`)
    node.routes.set(route.method, route)
  }
}

function createNode(): Node {
  return { literals: new Map(), routes: new Map(), rest: new Map() }
}

/** Depth first, with backtracking; a node without the method is returned only when no other has it. */
function walk(
  node: Node,
  segments: readonly string[],
  depth: number,
  values: string[],
  method: string,
  dead: { depth: number },
): Node | undefined {
  if (depth === segments.length) {
    if (node.routes.size > 0) return node
    if (node.rest.size === 0) {
      dead.depth = Math.max(dead.depth, depth - 1)
      return undefined
    }
    values.push('')
    return node
  }
  const segment = segments[depth] ?? ''
  const size = values.length
  let fallback: Node | undefined
  const literal = node.literals.get(segment.toLowerCase())
  if (literal) {
    const found = walk(literal, segments, depth + 1, values, method, dead)
    if (found && has(found, method)) return found
    fallback = found
    values.length = size
  }
  if (node.parameter) {
    values.push(segment)
    const found = walk(node.parameter, segments, depth + 1, values, method, dead)
    if (found && has(found, method)) return found
    fallback ??= found
    values.length = size
  }
  if (node.rest.size > 0) {
    values.push(segments.slice(depth).join('/'))
    return node
  }
  if (!literal && !node.parameter) dead.depth = Math.max(dead.depth, depth)
  return fallback
}

function has(node: Node, method: string): boolean {
  return node.routes.has(method) || node.rest.has(method)
}

function nameParameters(route: Route, values: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {}
  let at = 0
  for (const segment of route.pattern.split('/')) {
    if (segment === '*') params['*'] = values[at++] ?? ''
    else if (segment.startsWith(':')) params[segment.slice(1)] = values[at++] ?? ''
  }
  return params
}
