/** The organization's people: roles, access, removal; taken back for a few seconds where that is possible. */
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Ellipsis, LogOut, Search, ShieldCheck, ShieldOff, Trash2, UserCheck, UserPlus, UserX } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useSettled } from '@/app/hooks'
import { useMe } from '@/contexts/AuthContext'
import { useI18n } from '@/i18n'
import { ApiError, api, ok } from '@/services/api'
import { askAnew } from '@/services/query-client'
import type { Role, User, UserStatus } from '@/types/api.types'
import { Problem } from '@/ui/Alert'
import { Avatar, Badge, Empty, Rows, TimeAgo } from '@/ui/bits'
import { ButtonLink } from '@/ui/Button'
import { Confirm } from '@/ui/Confirm'
import { Menu, MenuItem } from '@/ui/Menu'
import { More } from '@/ui/More'
import { useToasts } from '@/ui/Toast'

const KEY = ['users']

export function Users() {
  const { t } = useI18n()
  const search = useSearch({ from: '/members/admin/users' })
  const navigate = useNavigate({ from: '/admin/users' })
  const [typed, setTyped] = useState(search.q ?? '')
  const q = useSettled(typed)
  useEffect(() => {
    if ((search.q ?? '') !== q) void navigate({ search: (old) => ({ ...old, q: q || undefined }), replace: true })
  }, [q, search.q, navigate])
  const users = useInfiniteQuery({
    queryKey: [...KEY, search],
    queryFn: ({ pageParam, signal }) => ok(api.GET('/api/v1/users', { params: { query: { ...search, limit: 50, cursor: pageParam, count: true } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  })
  const items = users.data?.pages.flatMap((page) => page.items) ?? []
  const total = users.data?.pages[0]?.total

  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap gap-3">
        <label className="relative min-w-56 flex-1">
          <span className="sr-only">{t('admin.search')}</span>
          <Search aria-hidden className="pointer-events-none absolute start-3.5 top-3.5 size-5 text-muted" />
          <input type="search" dir="auto" className="control led" placeholder={t('admin.search')} value={typed} onChange={(event) => setTyped(event.target.value)} />
        </label>
        <label>
          <span className="sr-only">{t('admin.role')}</span>
          <select className="control" value={search.role ?? ''} onChange={(event) => void navigate({ search: { ...search, role: (event.target.value || undefined) as Role | undefined } })}>
            <option value="">{t('admin.all_roles')}</option>
            <option value="admin">{t('role.admin')}</option>
            <option value="member">{t('role.member')}</option>
          </select>
        </label>
        <label>
          <span className="sr-only">{t('admin.status')}</span>
          <select className="control" value={search.status ?? ''} onChange={(event) => void navigate({ search: { ...search, status: (event.target.value || undefined) as UserStatus | undefined } })}>
            <option value="">{t('admin.all_statuses')}</option>
            <option value="active">{t('status.active')}</option>
            <option value="inactive">{t('status.inactive')}</option>
          </select>
        </label>
        <ButtonLink to="/admin/invitations" icon={<UserPlus aria-hidden className="size-5" />}>
          {t('admin.invite')}
        </ButtonLink>
      </div>
      <p role="status" className="text-sm text-muted">
        {total === undefined ? '' : t('people.found', { count: total })}
      </p>
      {users.error instanceof ApiError ? <Problem error={users.error} retry={() => void users.refetch()} /> : null}
      {users.isPending ? <Rows count={3} /> : null}
      {users.isSuccess && items.length === 0 ? <Empty icon={<Search />} title={t('people.none')} /> : null}
      {items.length ? (
        <ul className="rounded-card border border-line bg-surface shadow-card">
          {items.map((user) => (
            <UserRow key={user.id} user={user} />
          ))}
        </ul>
      ) : null}
      <More has={users.hasNextPage} pending={users.isFetching} load={() => void users.fetchNextPage()} />
    </div>
  )
}

function UserRow({ user }: { user: User }) {
  const { t } = useI18n()
  const { user: me } = useMe()
  const queries = useQueryClient()
  const { tell, tellWithUndo } = useToasts()
  const [removing, setRemoving] = useState(false)
  const path = { user_id: user.id }
  const reload = () => askAnew(queries, KEY)

  async function change(body: { role?: Role; status?: UserStatus }, back: { role?: Role; status?: UserStatus }, told: string) {
    const patch = (what: typeof body) => ok(api.PATCH('/api/v1/users/{user_id}', { params: { path }, body: what }))
    try {
      await patch(body)
      tellWithUndo(told, () => void patch(back).then(reload))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      tell(error.message || error.title)
    }
    await reload()
  }

  async function signOut() {
    await ok(api.DELETE('/api/v1/users/{user_id}/sessions', { params: { path } }))
    tell(t('admin.sessions_ended', { name: user.display_name }))
  }

  const seen = user.last_seen_at ? (
    <>
      {t('admin.seen')} <TimeAgo at={user.last_seen_at} />
    </>
  ) : (
    t('admin.never_seen')
  )
  return (
    <li data-entry className="flex items-center gap-x-4 border-b border-line p-4 last:border-0 sm:px-5">
      <Avatar id={user.id} name={user.display_name} picture={user.picture} />
      <div className="grid min-w-0 flex-1 leading-snug">
        <span className="flex flex-wrap items-center gap-2">
          <Link to="/people/$personId" params={{ personId: user.id }} className="font-semibold text-ink no-underline hover:underline">
            <bdi>{user.display_name}</bdi>
          </Link>
          {user.role === 'admin' ? <Badge tone="brand">{t('role.admin')}</Badge> : null}
          {user.status === 'inactive' ? <Badge tone="bad">{t('status.inactive')}</Badge> : null}
          {user.id === me.id ? <Badge>{t('admin.you')}</Badge> : null}
        </span>
        <bdi dir="ltr" className="truncate text-start text-sm text-muted">
          {user.email}
        </bdi>
        <span className="text-sm text-muted sm:hidden">{seen}</span>
      </div>
      <span className="hidden text-sm text-muted sm:inline">{seen}</span>
      <Menu
        label={t('admin.actions_for', { name: user.display_name })}
        buttonClass="grid size-11 place-items-center rounded-control text-muted hover:bg-sunk hover:text-ink"
        button={<Ellipsis aria-hidden className="size-5" />}
      >
        {(close) => {
          const doing = (act: () => void) => () => {
            close()
            act()
          }
          return (
            <>
              {user.role === 'member' ? (
                <MenuItem icon={<ShieldCheck aria-hidden className="size-5" />} onSelect={doing(() => void change({ role: 'admin' }, { role: 'member' }, t('admin.made_admin', { name: user.display_name })))}>
                  {t('admin.make_admin')}
                </MenuItem>
              ) : (
                <MenuItem icon={<ShieldOff aria-hidden className="size-5" />} onSelect={doing(() => void change({ role: 'member' }, { role: 'admin' }, t('admin.made_member', { name: user.display_name })))}>
                  {t('admin.make_member')}
                </MenuItem>
              )}
              {user.status === 'active' ? (
                <MenuItem icon={<UserX aria-hidden className="size-5" />} onSelect={doing(() => void change({ status: 'inactive' }, { status: 'active' }, t('admin.deactivated', { name: user.display_name })))}>
                  {t('admin.deactivate')}
                </MenuItem>
              ) : (
                <MenuItem icon={<UserCheck aria-hidden className="size-5" />} onSelect={doing(() => void change({ status: 'active' }, { status: 'inactive' }, t('admin.activated', { name: user.display_name })))}>
                  {t('admin.activate')}
                </MenuItem>
              )}
              <MenuItem icon={<LogOut aria-hidden className="size-5 rtl:-scale-x-100" />} onSelect={doing(() => void signOut())}>
                {t('admin.end_sessions')}
              </MenuItem>
              {user.id === me.id ? null : (
                <MenuItem danger icon={<Trash2 aria-hidden className="size-5" />} onSelect={doing(() => setRemoving(true))}>
                  {t('admin.remove')}
                </MenuItem>
              )}
            </>
          )
        }}
      </Menu>
      {removing ? (
        <Confirm
          title={t('admin.remove_title', { name: user.display_name })}
          yes={t('admin.remove')}
          onClose={() => setRemoving(false)}
          act={async () => {
            await ok(api.DELETE('/api/v1/users/{user_id}', { params: { path } }))
            await reload()
            tell(t('admin.removed', { name: user.display_name }))
          }}
        >
          {t('admin.remove_why')}
        </Confirm>
      ) : null}
    </li>
  )
}
