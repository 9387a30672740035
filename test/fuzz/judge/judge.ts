import type { Operation } from '../document/operation.ts'
import type { Document } from '../document/schema.ts'
import type { NoAnswer, WireAnswer } from '../wire/wire-answer.ts'
import type { WireRequest } from '../wire/wire-request.ts'
import { AnswerSchemas } from './answer-schemas.ts'
import type { Finding } from './finding.ts'
import { leakIn } from './leaks.ts'

export interface JudgeOptions {
  readonly document: Document
  readonly operations: readonly Operation[]
  /** Every code of an error that there is. */
  readonly codes: ReadonlySet<string>
}

export const SLOWEST_MS = 10_000
/** What errors are told by, each with its schema. */
const ERROR_SCHEMAS: ReadonlyMap<string, { readonly $ref: string }> = new Map([
  ['application/problem+json', { $ref: '#/components/schemas/Problem' }],
  ['application/scim+json', { $ref: '#/components/schemas/ScimError' }],
])
/** Errors that come before it is known what was asked for. */
const BEFORE_ROUTES = [
  'HF_ROUTE_NOT_FOUND',
  'HF_METHOD_NOT_ALLOWED',
  'HF_MALFORMED',
  'HF_BODY_TOO_LARGE',
  'HF_MEDIA_TYPE',
]
/** Node's server closes the connection on what its parser refuses; a good request always gets an answer. */
const CLOSED = 'closed without an answer'
/** The connection broke off because the request was no HTTP, or the client's own library would not send it. */
const OWN_FAULTS = /^(ERR_(INVALID|UNESCAPED|HTTP)\w*|ECONNRESET|EPIPE)$/

/** Says what is wrong with an answer, whatever the request was. */
export class Judge {
  readonly #schemas: AnswerSchemas
  readonly #operations: readonly Operation[]
  readonly #codes: ReadonlySet<string>

  constructor({ document, operations, codes }: JudgeOptions) {
    this.#schemas = new AnswerSchemas(document)
    this.#operations = operations
    this.#codes = codes
  }

  findings(request: WireRequest, answer: WireAnswer | NoAnswer): readonly Finding[] {
    const { milliseconds } = answer
    const findings: Finding[] = []
    if (milliseconds > SLOWEST_MS) findings.push({ rule: 'slow', what: 'longer than ten seconds' })
    if ('failure' in answer) {
      const { failure } = answer
      const isExpected = OWN_FAULTS.test(failure) || failure === CLOSED
      if (request.mutations.length > 0 && isExpected) return findings
      return [...findings, { rule: 'no answer', what: failure }]
    }
    return [...findings, ...this.findingsOf(answer, this.#reached(request), request.method)]
  }

  /** `operation`: the one that was reached; undefined where the address or the method is none. */
  findingsOf(answer: WireAnswer, operation: Operation | undefined, method: string): readonly Finding[] {
    const { status, body } = answer
    const findings: Finding[] = []
    const text = body.toString()
    const leak = isFile(answer) ? undefined : leakIn(withoutWhatIsTold(text, operation))
    if (leak !== undefined) findings.push({ rule: 'leak', what: `${leak}, with status ${status}` })
    if (method === 'HEAD') {
      if (status >= 500) findings.push({ rule: 'server error', what: String(status) })
    } else if (status >= 400) findings.push(...this.#problem(answer, text, operation))
    else if (operation !== undefined) findings.push(...this.#success(answer, text, operation))
    else
      findings.push({
        rule: 'unknown',
        what: `status ${status} from an address that the document does not name`,
      })
    return findings
  }

  #reached({ method, target }: WireRequest): Operation | undefined {
    const [address = ''] = target.split(/[?#]/, 1)
    const asked = method === 'HEAD' ? 'GET' : method
    const path = URL.canParse(address) ? new URL(address).pathname : address
    const all = this.#operations.filter((each) => each.method === asked && each.pattern.test(path))
    // `/jobs/events` is not the job `events`.
    return all.find((each) => !each.path.includes('{')) ?? all[0]
  }

  *#problem(
    { status, headers }: WireAnswer,
    text: string,
    operation: Operation | undefined,
  ): Iterable<Finding> {
    const type = mediaTypeOf(headers)
    const schema = ERROR_SCHEMAS.get(type)
    if (schema === undefined) {
      yield { rule: 'no problem', what: `status ${status} as ${type || 'nothing'}` }
      return
    }
    const problem = parse(text) as { code?: string; status?: number | string } | undefined
    const fault = problem ? this.#schemas.fault(schema, problem) : 'no JSON'
    if (fault !== undefined) yield { rule: 'no problem', what: fault }
    const { code = 'none' } = problem ?? {}
    if (Number(problem?.status) !== status)
      yield { rule: 'no problem', what: 'with another status than the answer' }
    if (!this.#codes.has(code)) yield { rule: 'unknown code', what: code }
    if (status >= 500 && code !== 'HF_NOT_READY') yield { rule: 'server error', what: `${status} ${code}` }
    const promised = operation?.answers.get(status)?.codes ?? []
    if (!promised.includes(code) && !BEFORE_ROUTES.includes(code)) {
      yield { rule: 'undocumented', what: `${status} ${code}` }
    }
  }

  *#success(answer: WireAnswer, text: string, operation: Operation): Iterable<Finding> {
    const { status, headers, isCut } = answer
    const promised = operation.answers.get(status)
    if (promised === undefined) {
      yield { rule: 'undocumented', what: `status ${status}` }
      return
    }
    const type = mediaTypeOf(headers)
    if (promised.content.size === 0) {
      if (text !== '') yield { rule: 'body', what: `where the document has none, with status ${status}` }
      return
    }
    if (!promised.content.has(type)) {
      yield { rule: 'body', what: `of the type ${type || 'none'}, with status ${status}` }
      return
    }
    if (!/^application\/(.+\+)?json$/.test(type) || isCut) return
    const body = parse(text)
    const fault = body === undefined ? 'no JSON' : this.#schemas.faultOfAnswer(operation, status, type, body)
    if (fault !== undefined) yield { rule: 'body', what: `not as its schema says: ${fault}` }
  }
}

/** A file of somebody's backup may hold anything. */
function isFile({ headers }: WireAnswer): boolean {
  return headers['content-disposition'] !== undefined
}

function mediaTypeOf(headers: Readonly<Record<string, string>>): string {
  return headers['content-type']?.split(';', 1)[0]?.trim() ?? ''
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Where a storage lies is what its administrators ask for. */
function withoutWhatIsTold(text: string, operation: Operation | undefined): string {
  return operation?.id === 'listStorages' ? text.replace(/"location":"[^"]*"/g, '"location":""') : text
}
