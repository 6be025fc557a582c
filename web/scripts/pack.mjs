// After the build: each file that gets smaller lies beside itself as .br and .gz, and build.json names the sources.
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { notices } from './shipped.mjs'
import { sourcesOf } from './sources.mjs'

const here = fileURLToPath(new URL('..', import.meta.url))
const out = process.env.CLIENT_OUT ?? join(here, '../src/entrypoints/http/client/built')
const PACKED = new Set(['.js', '.css', '.html', '.svg', '.json', '.txt'])
const files = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((one) => {
    const path = join(folder, one.name)
    return one.isDirectory() ? files(path) : [path]
  })

writeFileSync(join(out, 'licences.txt'), notices(here))
for (const path of files(out)) {
  if (!PACKED.has(extname(path)) || statSync(path).size < 1024) continue
  const content = readFileSync(path)
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }))
  writeFileSync(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
}
rmSync(join(out, '.vite'), { recursive: true, force: true })
writeFileSync(join(out, 'build.json'), `${JSON.stringify({ sources: sourcesOf(here) })}\n`)
