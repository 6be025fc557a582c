/** The organization's page: its own people see all of it and its admins change it; others see what is public. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Building2, Factory, Globe, MapPin, Pencil, Phone, Users } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { sessionQuery, useAuth } from '@/contexts/AuthContext'
import { useI18n } from '@/i18n'
import { countryName } from '@/i18n/choices'
import { api, isLost, ok } from '@/services/api'
import type { Organization, OrganizationProfile } from '@/types/api.types'
import { Avatar, Card, Skeleton, Title } from '@/ui/bits'
import { Button } from '@/ui/Button'
import { EditOrganization } from './EditOrganization'

export const ownOrganizationQuery = {
  queryKey: ['organization', 'me'],
  queryFn: ({ signal }: { signal: AbortSignal }) => ok(api.GET('/api/v1/organizations/me', { signal })),
}

export function OwnOrganization() {
  const { t } = useI18n()
  const { isAdmin } = useAuth()
  const queries = useQueryClient()
  const [editing, setEditing] = useState(false)
  const { data: organization, error } = useQuery(ownOrganizationQuery)
  if (isLost(error, organization)) throw error
  if (!organization) return <Skeleton lines={8} className="mx-auto max-w-3xl" />

  function show(next: Organization) {
    queries.setQueryData(ownOrganizationQuery.queryKey, next)
    queries.setQueryData(sessionQuery.queryKey, (old) => (old ? { ...old, organization: next } : old))
  }

  return (
    <div className="mx-auto grid max-w-3xl gap-6">
      {editing ? (
        <EditOrganization organization={organization} onShow={show} onDone={() => setEditing(false)} />
      ) : (
        <Profile
          organization={organization}
          phone={organization.phone}
          address={organization.address}
          action={
            isAdmin ? (
              <Button look="quiet" size="small" icon={<Pencil aria-hidden className="size-4" />} onClick={() => setEditing(true)}>
                {t('action.edit')}
              </Button>
            ) : undefined
          }
        />
      )}
    </div>
  )
}

export function OtherOrganization() {
  const { organizationId } = useParams({ from: '/members/organizations/$organizationId' })
  const { data, error } = useQuery({
    queryKey: ['organization', organizationId],
    queryFn: ({ signal }) => ok(api.GET('/api/v1/organizations/{organization_id}', { params: { path: { organization_id: organizationId } }, signal })),
  })
  if (isLost(error, data)) throw error
  if (!data) return <Skeleton lines={8} className="mx-auto max-w-3xl" />
  return (
    <div className="mx-auto max-w-3xl">
      <Profile organization={data} />
    </div>
  )
}

function Profile({ organization, phone, address, action }: { organization: OrganizationProfile; phone?: string | null; address?: string | null; action?: ReactNode }) {
  const { t, tag, language } = useI18n()
  const other = language === 'ar' ? organization.name : organization.name_ar
  const name = (language === 'ar' && organization.name_ar) || organization.name
  const place = [address, organization.city, organization.country ? countryName(organization.country, tag) : null].filter(Boolean).join(language === 'ar' ? '، ' : ', ')
  return (
    <Card className="grid gap-6 p-6 sm:p-8">
      <div className="flex flex-wrap items-start gap-5">
        <Avatar id={organization.id} name={organization.name} picture={organization.logo} size="large" square />
        <div className="grid min-w-0 flex-1 gap-1">
          <Title name={name} action={action}>
            <bdi>{name}</bdi>
          </Title>
          {other && other !== name ? <bdi className="text-lg text-muted">{other}</bdi> : null}
        </div>
      </div>
      {organization.description ? (
        <p dir="auto" className="text-pretty whitespace-pre-wrap">
          {organization.description}
        </p>
      ) : (
        <p className="text-muted">{t('org.no_description')}</p>
      )}
      <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        <Fact icon={<Factory aria-hidden />} name={t('org.industry')}>{organization.industry ? t(`industry.${organization.industry}`) : null}</Fact>
        <Fact icon={<Users aria-hidden />} name={t('org.size')}>{organization.size ? <span dir="ltr">{organization.size}</span> : null}</Fact>
        <Fact icon={<MapPin aria-hidden />} name={t('org.place')}>{place ? <bdi>{place}</bdi> : null}</Fact>
        <Fact icon={<Globe aria-hidden />} name={t('org.website')}>
          {organization.website ? (
            <a href={organization.website} target="_blank" rel="noopener noreferrer nofollow" dir="ltr" className="break-all">
              {organization.website.replace(/^https?:\/\//, '')}
            </a>
          ) : null}
        </Fact>
        {phone ? <Fact icon={<Phone aria-hidden />} name={t('org.phone')}><a href={`tel:${phone}`} dir="ltr">{phone}</a></Fact> : null}
        <Fact icon={<Building2 aria-hidden />} name={t('org.members')}>{t('org.member_count', { count: organization.member_count })}</Fact>
      </dl>
    </Card>
  )
}

function Fact({ icon, name, children }: { icon: ReactNode; name: string; children: ReactNode }) {
  if (!children) return null
  return (
    <div className="grid gap-0.5">
      <dt className="flex items-center gap-2 text-sm text-muted [&>svg]:size-4.5">
        {icon}
        {name}
      </dt>
      <dd className="ps-6.5">{children}</dd>
    </div>
  )
}
