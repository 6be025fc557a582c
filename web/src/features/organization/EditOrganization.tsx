import { useI18n } from '@/i18n'
import { useCountries, useIndustries } from '@/i18n/choices'
import { api, ok, upload } from '@/services/api'
import { SIZES, type Industry, type Organization, type Size } from '@/types/api.types'
import { Card, Title } from '@/ui/bits'
import { Button } from '@/ui/Button'
import { Area, Choice, Field, Form, Submit, Tick, maybe, text } from '@/ui/form'
import { PictureField } from '@/ui/PictureField'
import { useToasts } from '@/ui/Toast'

interface Props {
  organization: Organization
  onShow: (organization: Organization) => void
  onDone: () => void
}

export function EditOrganization({ organization, onShow, onDone }: Props) {
  const { t } = useI18n()
  const { tell } = useToasts()
  const industries = useIndustries()
  const countries = useCountries()

  async function save(values: FormData) {
    const body = {
      name: text(values, 'name'),
      name_ar: maybe(values, 'name_ar'),
      description: maybe(values, 'description'),
      industry: maybe(values, 'industry') as Industry | null,
      size: maybe(values, 'size') as Size | null,
      website: maybe(values, 'website'),
      phone: maybe(values, 'phone'),
      address: maybe(values, 'address'),
      city: maybe(values, 'city'),
      country: maybe(values, 'country'),
      require_second_factor: values.has('require_second_factor'),
    }
    onShow(await ok(api.PATCH('/api/v1/organizations/me', { headers: { 'If-Match': `"${organization.version}-0"` }, body })))
    tell(t('state.saved'))
    onDone()
  }

  return (
    <Card className="grid gap-6 p-6 sm:p-8">
      <Title name={t('org.edit')} />
      <PictureField
        id={organization.id}
        name={organization.name}
        picture={organization.logo}
        square
        label={t('org.logo')}
        onSend={async (file) => onShow(await upload<Organization>('POST', '/api/v1/organizations/me/logo', file, 'logo.png'))}
        onRemove={async () => {
          await ok(api.DELETE('/api/v1/organizations/me/logo'))
          onShow({ ...organization, logo: null })
        }}
      />
      <Form onSubmit={save}>
        <div className="grid gap-5 sm:grid-cols-2">
          <Field name="name" label={t('org.name')} defaultValue={organization.name} dir="auto" minLength={2} />
          <Field name="name_ar" label={t('org.name_ar')} optional defaultValue={organization.name_ar ?? ''} dir="rtl" lang="ar" />
        </div>
        <Area name="description" label={t('org.description')} hint={t('org.description_hint')} optional rows={5} defaultValue={organization.description ?? ''} />
        <div className="grid gap-5 sm:grid-cols-2">
          <Choice name="industry" label={t('org.industry')} optional none={t('form.none')} choices={industries} defaultValue={organization.industry ?? ''} />
          <Choice name="size" label={t('org.size')} optional none={t('form.none')} choices={SIZES.map((size) => [size, size] as const)} defaultValue={organization.size ?? ''} />
          <Field name="website" type="url" label={t('org.website')} optional dir="ltr" placeholder="https://" defaultValue={organization.website ?? ''} />
          <Field name="phone" type="tel" label={t('org.phone')} optional dir="ltr" autoComplete="tel" defaultValue={organization.phone ?? ''} />
          <Field name="address" label={t('org.address')} optional dir="auto" defaultValue={organization.address ?? ''} />
          <Field name="city" label={t('org.city')} optional dir="auto" defaultValue={organization.city ?? ''} />
          <Choice name="country" label={t('org.country')} optional none={t('form.none')} choices={countries} defaultValue={organization.country ?? ''} />
        </div>
        <Tick name="require_second_factor" label={t('org.require_factor')} hint={t('org.require_factor_hint')} defaultChecked={organization.settings.require_second_factor} />
        <div className="flex gap-3">
          <Submit>{t('action.save')}</Submit>
          <Button look="ghost" onClick={onDone}>
            {t('action.cancel')}
          </Button>
        </div>
      </Form>
    </Card>
  )
}
