/** Text in which the server marked what was asked for: read as text and marks, never put into the page as HTML. */
import { Fragment } from 'react'

const SIGNS: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#x27;': "'", '&#39;': "'", '&amp;': '&' }

/** The parts of a marked text in turn: what wasn't asked for, what was, what wasn't … */
export function partsOf(html: string): string[] {
  return html.split(/<\/?mark>/).map((part) => part.replace(/&(?:lt|gt|quot|#x27|#39|amp);/g, (sign) => SIGNS[sign] as string))
}

export function Marked({ html }: { html: string }) {
  return (
    <>
      {partsOf(html).map((part, index) => (index % 2 ? <mark key={index}>{part}</mark> : <Fragment key={index}>{part}</Fragment>))}
    </>
  )
}
