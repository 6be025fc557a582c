/** Short names for what the API sends and takes; the shapes themselves are generated. */
import type { components } from './schema'

type Schemas = components['schemas']
export type SessionOverview = Schemas['SessionOverview']
export type User = Schemas['UserDetails']
export type Person = Schemas['UserProfile']
export type PersonCard = Schemas['PersonCard']
export type OrganizationCard = Schemas['OrganizationCard']
export type Organization = Schemas['OrganizationDetails']
export type OrganizationProfile = Schemas['OrganizationProfile']
export type Picture = Schemas['Picture']
export type Category = Schemas['CategoryDetails']
export type CategoryCard = Schemas['CategoryCard']
export type TopicSummary = Schemas['TopicSummary']
export type Topic = Schemas['TopicDetails']
export type TopicSort = Schemas['TopicSort']
export type Post = Schemas['PostDetails']
export type PostSort = Schemas['PostSort']
export type Invitation = Schemas['InvitationDetails']
export type InvitationStatus = Schemas['InvitationStatus']
export type LineResult = Schemas['LineResult']
export type AuditEntry = Schemas['AuditDetails']
export type AuditAction = Schemas['Action']
export type OpenSession = Schemas['OpenSession']
export type AccessToken = Schemas['AccessTokenDetails']
export type Industry = Schemas['Industry']
export type Size = Schemas['Size']
export type Role = Schemas['Role']
export type UserStatus = Schemas['UserStatus']
export type Scope = Schemas['Scope']
export type StatsRange = Schemas['StatsRange']
export type SearchHit = Schemas['SearchHit']
export type Notification = Schemas['NotificationDetails']
export type NotificationKind = Schemas['Kind']
export type NotificationPreferences = Schemas['Preferences']
export type StoredFile = Schemas['FileDetails']
export type Attachment = Schemas['Attachment']
export type ServerDraft = Schemas['DraftDetails']
export type Edit = Schemas['EditDetails']
export type Report = Schemas['ReportDetails']
export type Complaint = Schemas['Complaint']
export type Outcome = Schemas['Outcome']

export const INDUSTRIES: readonly Industry[] = [
  'electronics', 'automotive', 'plastics', 'textiles', 'food_beverage', 'pharmaceuticals', 'chemicals', 'metals',
  'aerospace', 'construction_materials', 'energy', 'logistics', 'agriculture', 'technology', 'other',
]
export const SIZES: readonly Size[] = ['1-10', '11-50', '51-200', '201-1000', '1000+']
/** Countries a sign-up offers first; the names come from the browser. */
export const COUNTRIES = ['SA', 'AE', 'BH', 'KW', 'OM', 'QA', 'EG', 'JO', 'IQ', 'LB', 'YE', 'SY', 'PS', 'SD', 'MA', 'DZ', 'TN', 'LY', 'TR', 'IN', 'PK', 'DE', 'GB', 'FR', 'IT', 'US', 'CN', 'JP', 'KR'] as const

export interface Page<Item> {
  items: Item[]
  next_cursor: string | null
}
