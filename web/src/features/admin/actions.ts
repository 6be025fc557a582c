/** What can be on record, with its name in the reader's language; a new kind shows its own code until it has one. */
import { useCallback } from 'react'
import { useI18n } from '@/i18n'
import type { AuditAction } from '@/types/api.types'
import { en } from '@/i18n/en'

export const ACTIONS: readonly AuditAction[] = [
  'signed_in', 'sign_in_refused', 'proof_refused', 'access_denied', 'account_opened', 'password_changed', 'password_reset',
  'email_change_requested', 'email_changed', 'second_factor_on', 'second_factor_off', 'token_created', 'token_ended',
  'invitation_sent', 'invitation_resent', 'invitation_cancelled', 'invitation_accepted', 'role_changed', 'status_changed',
  'user_removed', 'sessions_ended', 'operator_granted', 'operator_withdrawn', 'organization_changed',
  'topic_edited', 'topic_removed', 'topic_warned', 'post_edited', 'post_removed', 'post_warned', 'report_resolved', 'file_described', 'file_removed',
  'export_requested', 'export_downloaded', 'erasure_requested', 'account_erased',
]
type Named = Extract<keyof typeof en, `audit_action.${string}`>

export function useActionName(): (action: string) => string {
  const { t } = useI18n()
  return useCallback((action) => (`audit_action.${action}` in en ? t(`audit_action.${action}` as Named) : action), [t])
}
