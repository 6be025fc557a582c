import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe, useShowMe } from '@/contexts/AuthContext'
import { expertiseQuery } from '@/features/people/queries'
import { useSettled } from '@/app/hooks'
import { useI18n } from '@/i18n'
import { api, ok, upload } from '@/services/api'
import type { User } from '@/types/api.types'
import { Area, Field, Form, Submit, maybe, text } from '@/ui/form'
import { PictureField } from '@/ui/PictureField'
import { Section } from '@/ui/Section'
import { TagsField } from '@/ui/TagsField'
import { useToasts } from '@/ui/Toast'

export function Profile() {
  const { t } = useI18n()
  const { user } = useMe()
  const show = useShowMe()
  const { tell } = useToasts()
  const [tags, setTags] = useState(user.expertise_tags)
  const [typed, setTyped] = useState('')
  const { data: found = [] } = useQuery(expertiseQuery(useSettled(typed) || undefined))

  async function save(values: FormData) {
    const body = {
      first_name: text(values, 'first_name'),
      last_name: text(values, 'last_name'),
      title: maybe(values, 'title'),
      bio: maybe(values, 'bio'),
      phone: maybe(values, 'phone'),
      expertise_tags: tags,
    }
    show(await ok(api.PATCH('/api/v1/users/me', { headers: { 'If-Match': `"${user.version}-0"` }, body })))
    tell(t('state.saved'))
  }

  return (
    <Section title={t('settings.profile')} lead={t('profile.lead')}>
      <PictureField
        id={user.id}
        name={user.display_name}
        picture={user.picture}
        label={t('profile.picture')}
        onSend={async (file) => show(await upload<User>('PUT', '/api/v1/users/me/picture', file, 'picture.png'))}
        onRemove={async () => {
          await ok(api.DELETE('/api/v1/users/me/picture'))
          show({ ...user, picture: null })
        }}
      />
      <Form onSubmit={save}>
        <div className="grid gap-5 sm:grid-cols-2">
          <Field name="first_name" label={t('auth.first_name')} autoComplete="given-name" dir="auto" defaultValue={user.first_name} />
          <Field name="last_name" label={t('auth.last_name')} autoComplete="family-name" dir="auto" defaultValue={user.last_name} />
          <Field name="title" label={t('profile.title')} hint={t('profile.title_hint')} optional autoComplete="organization-title" dir="auto" defaultValue={user.title ?? ''} />
          <Field name="phone" type="tel" label={t('org.phone')} hint={t('profile.phone_hint')} optional autoComplete="tel" dir="ltr" defaultValue={user.phone ?? ''} />
        </div>
        <Area name="bio" label={t('profile.bio')} hint={t('profile.bio_hint')} optional defaultValue={user.bio ?? ''} />
        <TagsField label={t('people.expertise')} hint={t('profile.expertise_hint')} most={10} tags={tags} onChange={setTags} onType={setTyped} suggestions={found.map((one) => one.tag)} />
        <Submit className="justify-self-start">{t('action.save')}</Submit>
      </Form>
    </Section>
  )
}
