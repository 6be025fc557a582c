/** Light, dark, or as the system has it. */
import { useCallback, useEffect, useState } from 'react'
import { keep, kept } from './storage'

export type Theme = 'light' | 'dark' | 'system'
const dark = () => matchMedia('(prefers-color-scheme: dark)')

function apply(theme: Theme): void {
  document.documentElement.dataset.theme = theme === 'system' ? (dark().matches ? 'dark' : 'light') : theme
}

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(() => {
    const chosen = kept('theme')
    return chosen === 'light' || chosen === 'dark' ? chosen : 'system'
  })
  useEffect(() => {
    apply(theme)
    const follow = () => apply(theme)
    const system = dark()
    system.addEventListener('change', follow)
    return () => system.removeEventListener('change', follow)
  }, [theme])
  const choose = useCallback((next: Theme) => {
    keep('theme', next === 'system' ? null : next)
    setTheme(next)
  }, [])
  return [theme, choose]
}
