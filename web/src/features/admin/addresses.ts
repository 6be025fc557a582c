/** Addresses as people paste them: one a line, or separated by commas, with or without names around them. */
export function addressesIn(text: string): string[] {
  const found = text
    .split(/[\s,;،؛]+/)
    .map((part) => part.replace(/^[<("']+|[>)"'.]+$/g, ''))
    .filter((part) => part.includes('@'))
  return [...new Map(found.map((address) => [address.toLowerCase(), address])).values()]
}
