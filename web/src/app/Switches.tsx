/** The two switches that are always in reach: language and theme. */
import { Languages, Monitor, Moon, Sun } from 'lucide-react'
import { useAuth } from '@/contexts/AuthContext'
import { useI18n, type Language } from '@/i18n'
import { useTheme, type Theme } from '@/lib/theme'
import { api } from '@/services/api'
import { cx } from '@/ui/cx'
import { Menu, MenuItem } from '@/ui/Menu'

const BUTTON = 'inline-flex min-h-11 min-w-11 items-center justify-center gap-2 rounded-control px-2.5 text-muted hover:bg-sunk hover:text-ink'
const THEMES: [Theme, typeof Sun][] = [
  ['light', Sun],
  ['dark', Moon],
  ['system', Monitor],
]

export function LanguageSwitch({ className }: { className?: string }) {
  const { language, setLanguage } = useI18n()
  const { user } = useAuth()
  const other: Language = language === 'en' ? 'ar' : 'en'
  async function change() {
    await setLanguage(other)
    if (user) void api.PATCH('/api/v1/users/me', { body: { language: other } })
  }
  return (
    <button type="button" lang={other} onClick={() => void change()} className={cx(BUTTON, className)}>
      <Languages aria-hidden className="size-5" />
      <span className="font-medium">{other === 'ar' ? 'العربية' : 'English'}</span>
    </button>
  )
}

export function ThemeSwitch({ up }: { up?: boolean }) {
  const { t } = useI18n()
  const [theme, setTheme] = useTheme()
  const Icon = THEMES.find(([name]) => name === theme)?.[1] ?? Monitor
  return (
    <Menu label={t('theme.choose')} up={up} buttonClass={BUTTON} button={<Icon aria-hidden className="size-5" />}>
      {(close) =>
        THEMES.map(([name, Sign]) => (
          <MenuItem
            key={name}
            checked={name === theme}
            icon={<Sign aria-hidden className="size-5" />}
            onSelect={() => {
              setTheme(name)
              close()
            }}
          >
            {t(`theme.${name}`)}
          </MenuItem>
        ))
      }
    </Menu>
  )
}
