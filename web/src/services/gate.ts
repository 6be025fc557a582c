/** Where a request waits while its sender signs in again or gives a proof, with the page and what was typed left alone. */
import { own } from '@/lib/storage'

export type Missing = 'session' | 'proof'
type Asker = (missing: Missing) => Promise<boolean>

let asker: Asker | null = null
const underWay = new Map<Missing, Promise<boolean>>()

/** Who asks, once the page stands. */
export function answerWith(next: Asker | null): void {
  asker = next
}

/** Ask once for all requests that wait for the same; false when the reader declines, or isn't who sent them. */
export function ask(missing: Missing): Promise<boolean> {
  const asked = underWay.get(missing)
  if (asked) return asked
  const whose = own('')
  const answer = (asker ? asker(missing) : Promise.resolve(false)).then((given) => given && own('') === whose).finally(() => underWay.delete(missing))
  underWay.set(missing, answer)
  return answer
}
