/** What belongs to whoever is signed in: their pages, their settings, and the way out. */
import { useNavigate, useRouter } from '@tanstack/react-router'
import { BellRing, Bookmark, FilePen, Flag, LifeBuoy, LogOut, Settings, UserRound } from 'lucide-react'
import { useAuth, useMe } from '@/contexts/AuthContext'
import { useI18n } from '@/i18n'
import { ApiError } from '@/services/api'
import { Avatar } from '@/ui/bits'
import { cx } from '@/ui/cx'
import { Menu, MenuItem } from '@/ui/Menu'
import { useToasts } from '@/ui/Toast'
import { LanguageSwitch, ThemeSwitch } from './Switches'

const MINE = [
  ['bookmarked', Bookmark],
  ['following', BellRing],
] as const

export function AccountMenu({ small }: { small?: boolean }) {
  const { t } = useI18n()
  const { user, organization } = useMe()
  const { signOut, isAdmin, isOperator } = useAuth()
  const { tell } = useToasts()
  const navigate = useNavigate()
  const router = useRouter()
  /** What is being written is kept, or asked about, before the session ends; where it can't end, nobody is told that it did. */
  async function leave() {
    await navigate({ to: '/dashboard' })
    if (router.state.location.pathname !== '/dashboard') return
    try {
      await signOut(() => navigate({ to: '/' }))
      tell(t('auth.signed_out'))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      tell(t('auth.still_in'))
    }
  }
  return (
    <Menu
      label={t('nav.account')}
      named
      up={!small}
      buttonClass={cx('flex min-h-11 w-full items-center gap-3 rounded-control text-start hover:bg-sunk', small ? 'px-1' : 'px-2 py-1.5')}
      button={
        <>
          <Avatar id={user.id} name={user.display_name} picture={user.picture} />
          {small ? (
            <span className="sr-only">{t('nav.account')}</span>
          ) : (
            <span className="grid min-w-0 leading-snug">
              <bdi className="truncate font-semibold">{user.display_name}</bdi>
              <bdi className="truncate text-sm text-muted">{organization.name}</bdi>
            </span>
          )}
        </>
      }
    >
      {(close) => (
        <>
          <MenuItem
            icon={<UserRound aria-hidden className="size-5" />}
            onSelect={() => {
              close()
              void navigate({ to: '/people/$personId', params: { personId: user.id } })
            }}
          >
            {t('nav.my_profile')}
          </MenuItem>
          <MenuItem
            icon={<Settings aria-hidden className="size-5" />}
            onSelect={() => {
              close()
              void navigate({ to: '/settings/profile' })
            }}
          >
            {t('nav.settings')}
          </MenuItem>
          {MINE.map(([mine, Icon]) => (
            <MenuItem
              key={mine}
              icon={<Icon aria-hidden className="size-5" />}
              onSelect={() => {
                close()
                void navigate({ to: '/forum', search: { mine } })
              }}
            >
              {t(`nav.${mine}`)}
            </MenuItem>
          ))}
          <MenuItem
            icon={<FilePen aria-hidden className="size-5" />}
            onSelect={() => {
              close()
              void navigate({ to: '/drafts' })
            }}
          >
            {t('drafts.title')}
          </MenuItem>
          {isAdmin || isOperator ? (
            <MenuItem
              icon={<Flag aria-hidden className="size-5" />}
              onSelect={() => {
                close()
                void navigate({ to: '/moderation' })
              }}
            >
              {t('moderation.title')}
            </MenuItem>
          ) : null}
          <MenuItem
            icon={<LifeBuoy aria-hidden className="size-5" />}
            onSelect={() => {
              close()
              void navigate({ to: '/help' })
            }}
          >
            {t('nav.help')}
          </MenuItem>
          {small ? <SmallSwitches /> : null}
          <MenuItem
            icon={<LogOut aria-hidden className="size-5 rtl:-scale-x-100" />}
            onSelect={() => {
              close()
              void leave()
            }}
          >
            {t('auth.log_out')}
          </MenuItem>
        </>
      )}
    </Menu>
  )
}

function SmallSwitches() {
  return (
    <div className="my-1 flex items-center justify-between border-y border-line py-1">
      <LanguageSwitch />
      <ThemeSwitch />
    </div>
  )
}
