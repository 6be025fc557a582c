// What the client is built of, as one name: another content is another name. The server computes the same.
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const FOLDERS = ['src', 'public']
const FILES = ['index.html', 'package-lock.json', 'package.json', 'vite.config.ts']
const TESTS = /\.test\.tsx?$/

export function sourcesOf(root) {
  const found = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile() && !TESTS.test(one.name))
      .map((one) => join(one.parentPath, one.name).slice(root.length).replaceAll('\\', '/').replace(/^\//, '')),
  )
  const digest = createHash('sha256')
  for (const name of [...found, ...FILES].sort()) {
    digest.update(`${name}\n`)
    digest.update(createHash('sha256').update(readFileSync(join(root, name))).digest('hex'))
  }
  return digest.digest('hex').slice(0, 32)
}
