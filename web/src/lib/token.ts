/** The secret of a mailed link: taken out of the address at once, and kept only as long as the page. */
import { useState } from 'react'

const taken = new Map<string, string>()

export function useLinkToken(): string | null {
  const [token] = useState(() => {
    const path = location.pathname
    const found = new URLSearchParams(location.hash.slice(1)).get('token')
    if (found) {
      taken.set(path, found)
      history.replaceState(history.state, '', path + location.search)
    }
    return found ?? taken.get(path) ?? null
  })
  return token
}
