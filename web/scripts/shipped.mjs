// The packages whose code may be in the built client: what we depend on, and what that depends on.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

export function shipped(root) {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const found = new Set()
  const take = (name, from) => {
    const nested = from && `${from}/node_modules/${name}`
    const path = nested && lock[nested] ? nested : `node_modules/${name}`
    if (!lock[path] || found.has(path)) return
    found.add(path)
    for (const needed of Object.keys(lock[path].dependencies ?? {})) take(needed, path)
  }
  for (const name of Object.keys(lock[''].dependencies)) take(name, '')
  return [...found].sort().map((path) => ({ path, name: path.replace(/.*node_modules\//, ''), ...lock[path] }))
}

/** What each of them wants to be told to whoever gets its code. */
export function notices(root) {
  return shipped(root)
    .map(({ path, name, version, license }) => {
      const folder = join(root, path)
      const file = existsSync(folder) && readdirSync(folder).find((one) => /^licen[cs]e/i.test(one))
      const text = file ? readFileSync(join(folder, file), 'utf8').trim() : ''
      return `${name} ${version} (${license})\n\n${text}\n`
    })
    .join(`\n${'-'.repeat(72)}\n\n`)
}
