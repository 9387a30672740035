import { parseArgs } from 'node:util'
import { runBench } from './run-bench.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
})
await runBench({
  quick: values.quick,
  json: values.json,
  ...(values.only !== undefined && { only: values.only }),
})
