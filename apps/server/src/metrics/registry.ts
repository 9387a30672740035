type Labels = Readonly<Record<string, string>>

interface Metric {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  lines(): Iterable<string>
}

/** Something that is counted, by labels. */
export class Counter implements Metric {
  readonly type: 'counter' | 'gauge'
  readonly name: string
  readonly help: string
  readonly #values = new Map<string, number>()

  constructor(name: string, help: string, type: 'counter' | 'gauge' = 'counter') {
    this.name = name
    this.help = help
    this.type = type
  }

  add(labels: Labels, by = 1): void {
    const key = labelText(labels)
    this.#values.set(key, (this.#values.get(key) ?? 0) + by)
  }

  set(labels: Labels, value: number): void {
    this.#values.set(labelText(labels), value)
  }

  clear(): void {
    this.#values.clear()
  }

  *lines(): Iterable<string> {
    for (const [labels, value] of this.#values) yield `${this.name}${labels} ${value}`
  }
}

/** How values spread, in buckets up to each bound. */
export class Histogram implements Metric {
  readonly type = 'histogram'
  readonly name: string
  readonly help: string
  readonly #bounds: readonly number[]
  readonly #series = new Map<string, { labels: Labels; buckets: number[]; count: number; sum: number }>()

  constructor(name: string, help: string, bounds: readonly number[]) {
    this.name = name
    this.help = help
    this.#bounds = bounds
  }

  observe(labels: Labels, value: number): void {
    const key = labelText(labels)
    const series = this.#series.get(key) ?? { labels, buckets: this.#bounds.map(() => 0), count: 0, sum: 0 }
    this.#series.set(key, series)
    const bucket = this.#bounds.findIndex((bound) => value <= bound)
    if (bucket >= 0) series.buckets[bucket] = (series.buckets[bucket] ?? 0) + 1
    series.count++
    series.sum += value
  }

  *lines(): Iterable<string> {
    for (const { labels, buckets, count, sum } of this.#series.values()) {
      let upTo = 0
      for (const [i, bound] of this.#bounds.entries()) {
        upTo += buckets[i] ?? 0
        yield `${this.name}_bucket${labelText({ ...labels, le: String(bound) })} ${upTo}`
      }
      yield `${this.name}_bucket${labelText({ ...labels, le: '+Inf' })} ${count}`
      yield `${this.name}_sum${labelText(labels)} ${sum}`
      yield `${this.name}_count${labelText(labels)} ${count}`
    }
  }
}

export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

/** Prometheus' text format 0.0.4. */
export function exposition(metrics: readonly Metric[]): string {
  const parts = metrics.map((metric) =>
    [`# HELP ${metric.name} ${metric.help}`, `# TYPE ${metric.name} ${metric.type}`, ...metric.lines()].join(
      '\n',
    ),
  )
  return `${parts.join('\n')}\n`
}

function labelText(labels: Labels): string {
  const entries = Object.entries(labels)
  if (entries.length === 0) return ''
  return `{${entries.map(([name, value]) => `${name}="${escaped(value)}"`).join(',')}}`
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
