import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Operation } from '../document/operation.ts'
import type { Document, Schema } from '../document/schema.ts'

const ID = 'https://document.example/'

/** Holds bodies against the schemas of the document. */
export class AnswerSchemas {
  readonly #ajv = new Ajv2020({ strict: false, validateSchema: false, inlineRefs: false })
  readonly #compiled = new WeakMap<Schema, ValidateFunction>()

  constructor({ components }: Document) {
    addFormats.default(this.#ajv)
    this.#ajv.addSchema({ $id: ID, components: absolute(components ?? {}) })
  }

  /** What is not as it should be; undefined when all is. */
  fault(schema: Schema, body: unknown): string | undefined {
    const known = this.#compiled.get(schema)
    const validate = known ?? this.#ajv.compile(absolute(schema) as object)
    if (known === undefined) this.#compiled.set(schema, validate)
    if (validate(body)) return undefined
    const [error] = validate.errors ?? []
    // Which item of a list it is makes no other kind of finding.
    return `${error?.instancePath.replace(/\/\d+(?=\/|$)/g, '/*')} ${error?.message}`
  }

  /** The same, for an answer that the document promises in JSON. */
  faultOfAnswer(
    { answers }: Operation,
    status: number,
    mediaType: string,
    body: unknown,
  ): string | undefined {
    const schema = answers.get(status)?.content.get(mediaType)
    return schema && this.fault(schema, body)
  }
}

/** With references that work wherever the schema stands. */
function absolute(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll('"$ref":"#/', `"$ref":"${ID}#/`))
}
