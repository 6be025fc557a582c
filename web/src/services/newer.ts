/** Whether the server has a newer client than the one that runs here: its page names another script by then. */
const SCRIPT = /<script type="module"[^>]* src="([^"]+)"/

export async function isNewer(running = document.querySelector('script[type=module][src]')?.getAttribute('src')): Promise<boolean> {
  try {
    const answer = await fetch(new URL('/', location.origin), { cache: 'no-cache' })
    const served = answer.ok && SCRIPT.exec(await answer.text())?.[1] // a client that is being built has none
    return Boolean(running && served && served !== running)
  } catch {
    return false
  }
}
