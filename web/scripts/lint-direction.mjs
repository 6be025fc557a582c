// Left and right stand nowhere in our styles: start and end do, so that Arabic mirrors by itself.
import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../src', import.meta.url))
const CLASSES = /(?<![\w-])-?(?:m[lr]|p[lr]|left|right|rounded-(?:[lr]|t[lr]|b[lr])|border-[lr]|inset-[lr]|scroll-[mp][lr])-(?:\[|\d|px|auto|full|sm|md|lg|xl)|(?<![\w-])(?:text|float|clear)-(?:left|right)(?![\w-])/
const STYLES = /(?<![\w-])(?:margin|padding|border|inset)-(?:left|right)|(?<![\w-])(?:left|right)\s*:|text-align:\s*(?:left|right)/
const ALLOWED = /direction: ltr; text-align: left|^\s*\[dir="(?:ltr|rtl)"] \.(?:keeps-side|led) .*$|no-repeat right 0\.75rem/ // code reads left to right in every language

let found = 0
for (const one of readdirSync(root, { recursive: true, withFileTypes: true })) {
  if (!one.isFile() || !/\.(tsx|ts|css)$/.test(one.name) || one.name.endsWith('.d.ts') || one.name.endsWith('.test.ts')) continue
  const path = join(one.parentPath, one.name)
  const pattern = one.name.endsWith('.css') ? STYLES : CLASSES
  readFileSync(path, 'utf8').split('\n').forEach((line, number) => {
    if (!pattern.test(line.replace(ALLOWED, ''))) return
    found += 1
    console.error(`${relative(root, path)}:${number + 1}: ${line.trim()}`)
  })
}
if (found) {
  console.error(`${found} lines name left or right: use ms-, me-, ps-, pe-, start-, end-, text-start, text-end.`)
  process.exit(1)
}
