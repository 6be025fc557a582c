// Makes src/types/schema.d.ts of the API's description; --check only compares. Needs the project's Python.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'

const root = fileURLToPath(new URL('../..', import.meta.url))
const kept = `${root}web/openapi.json`
const target = `${root}web/src/types/schema.d.ts`
const before = existsSync(kept) ? readFileSync(kept, 'utf8') : ''

const python = [process.env.CLIENT_PYTHON, `${root}.venv/bin/python`].find((path) => path && existsSync(path))
if (python) {
  const env = { ...process.env, PYTHONPATH: `${root}src:${root}` }
  execFileSync(python, ['-m', 'tests.architecture.client_document'], { cwd: root, env, stdio: 'inherit' })
} else console.warn(`No Python at ${root}.venv: the types are made of web/openapi.json as it is.`)

const text = readFileSync(kept, 'utf8')
const digest = createHash('sha256').update(text).digest('hex').slice(0, 16)
const types = `/* of openapi.json ${digest} */\n/* Generated: npm run types. */\n${astToString(await openapiTS(JSON.parse(text)))}`

if (process.argv.includes('--check')) {
  const same = text === before && existsSync(target) && readFileSync(target, 'utf8') === types
  if (text !== before) writeFileSync(kept, before)
  if (!same) {
    console.error('The types are not those of the API: run `npm run types`.')
    process.exit(1)
  }
} else writeFileSync(target, types)
