// What a reader has to load, against what they should: fails where it is more. Reads the build's own manifest.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const here = fileURLToPath(new URL('..', import.meta.url))
const out = process.env.CLIENT_OUT ?? join(here, '../src/entrypoints/http/client/built')
const manifest = JSON.parse(readFileSync(join(out, '.vite/manifest.json'), 'utf8'))
const packed = (file) => gzipSync(readFileSync(join(out, file)), { level: 9 }).length
const kB = (size) => `${(size / 1000).toFixed(1)} kB`
const MOST = { entry: 150_000, page: 25_000, css: 12_000, html: 3_000, fonts: 140_000 }

const entry = Object.values(manifest).find((one) => one.isEntry)
const needed = (one, seen = new Set()) => {
  if (seen.has(one.file)) return seen
  seen.add(one.file)
  for (const name of one.imports ?? []) needed(manifest[name], seen)
  return seen
}
const first = needed(entry)
const sum = (names) => [...names].reduce((size, file) => size + packed(file), 0)
const figures = [['entry', 'entry', sum(first), MOST.entry], ['html', 'index.html', packed('index.html'), MOST.html]]
for (const [name, one] of Object.entries(manifest)) {
  if (!one.isDynamicEntry) continue
  const own = [...needed(one)].filter((file) => !first.has(file))
  figures.push(['page', name.replace(/^src\//, ''), sum(own), MOST.page])
}
const styles = new Set(Object.values(manifest).flatMap((one) => one.css ?? []))
figures.push(['css', 'all styles', sum(styles), MOST.css])
const fonts = Object.values(manifest).filter((one) => one.file.endsWith('.woff2'))
figures.push(['fonts', 'all fonts', fonts.reduce((size, one) => size + readFileSync(join(out, one.file)).length, 0), MOST.fonts])

let over = 0
for (const [kind, name, size, most] of figures) {
  if (size > most) over += 1
  if (kind !== 'page' || size > most || process.argv.includes('--all')) {
    console.log(`${size > most ? 'OVER ' : '     '}${kind.padEnd(6)} ${kB(size).padStart(9)} of ${kB(most).padStart(9)}  ${name}`)
  }
}
const pages = figures.filter(([kind]) => kind === 'page').sort((one, other) => other[2] - one[2])
console.log(`     pages: ${pages.length}, the largest ${kB(pages[0][2])} (${pages[0][1]})`)
if (over) process.exit(1)
