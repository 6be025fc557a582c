/** What the tab says: how much is new, and the page's name. */
let name = 'P2P Sandbox'
let news = 0

const show = (): void => {
  document.title = news ? `(${news}) ${name}` : name
}

export function nameTab(page: string): void {
  name = page
  show()
}

export function countInTab(count: number): void {
  news = count
  show()
}
