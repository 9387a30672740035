import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const WORTH_IT = /\.(?:js|css|svg|html|webmanifest)$/
/** Shorter than this, a packet holds it anyway. */
const LEAST = 1_000

/** Compresses what was built, once and well, so that the server has nothing to do but send it. */
export function compressParts(): Plugin {
  return {
    name: 'compress-parts',
    apply: 'build',
    async writeBundle({ dir }) {
      if (dir === undefined) return
      for (const name of await readdir(dir, { recursive: true })) {
        if (!WORTH_IT.test(name)) continue
        const file = join(dir, name)
        const bytes = await readFile(file)
        if (bytes.length < LEAST) continue
        await Promise.all([
          promisify(gzip)(bytes, { level: 9 }).then((packed) => writeFile(`${file}.gz`, packed)),
          promisify(brotliCompress)(bytes, {
            params: { [constants.BROTLI_PARAM_QUALITY]: 9 },
          }).then((packed) => writeFile(`${file}.br`, packed)),
        ])
      }
    },
  }
}
