// Writes web/LICENSES.md: which packages' code is in the built client, under which licence. --check compares.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { shipped } from './shipped.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const rows = shipped(root).map(({ name, version, license }) => `| ${name} | ${version} | ${license} |`)
const page = `# Licences of what the built client contains

The client is under the Apache License 2.0 ([LICENSE](../LICENSE)). Code of these npm packages may be in it; a build puts
their own words beside it, at \`/licences.txt\`. The fonts are those of the built-in pages
([their licences](../src/entrypoints/http/static/THIRD_PARTY.md)). Written by \`npm run licences\`, compared by a test.

| package | version | licence |
| --- | --- | --- |
${rows.join('\n')}
`
const target = `${root}LICENSES.md`
if (!process.argv.includes('--check')) writeFileSync(target, page)
else if (readFileSync(target, 'utf8') !== page) {
  console.error('web/LICENSES.md is not what is shipped: run `npm run licences`.')
  process.exit(1)
}
