/** Choices with their names in the reader's language, in that language's order. */
import { useMemo } from 'react'
import { COUNTRIES, INDUSTRIES } from '@/types/api.types'
import { useI18n } from '.'

type Named = readonly (readonly [string, string])[]

export function useIndustries(): Named {
  const { t } = useI18n()
  return useMemo(() => INDUSTRIES.map((industry) => [industry, t(`industry.${industry}`)] as const), [t])
}

export function countryName(code: string, tag: string): string {
  return new Intl.DisplayNames(tag, { type: 'region' }).of(code) ?? code
}

/** Saudi Arabia first, then the others by name. */
export function useCountries(): Named {
  const { tag } = useI18n()
  return useMemo(() => {
    const [first, ...rest] = COUNTRIES.map((code) => [code, countryName(code, tag)] as const)
    return [first as (typeof rest)[number], ...rest.sort((a, b) => a[1].localeCompare(b[1], tag))]
  }, [tag])
}
