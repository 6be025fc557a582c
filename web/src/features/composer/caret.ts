/** Where in a field for text a place stands, measured by a twin that nobody sees. */
const COPIED = ['fontFamily', 'fontSize', 'fontWeight', 'lineHeight', 'letterSpacing', 'paddingTop', 'paddingBottom', 'paddingInlineStart', 'paddingInlineEnd', 'direction'] as const

/** How far below the field's upper edge the line of this place ends. */
export function lineBelow(area: HTMLTextAreaElement, at: number): number {
  const twin = document.createElement('div')
  const style = getComputedStyle(area)
  for (const name of COPIED) twin.style[name] = style[name]
  Object.assign(twin.style, { position: 'absolute', visibility: 'hidden', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', inlineSize: `${area.clientWidth}px` })
  twin.textContent = area.value.slice(0, at)
  const mark = twin.appendChild(document.createElement('span'))
  mark.textContent = '.'
  document.body.append(twin)
  const below = mark.offsetTop + mark.offsetHeight - area.scrollTop
  twin.remove()
  return Math.min(Math.max(below, 0), area.clientHeight)
}
