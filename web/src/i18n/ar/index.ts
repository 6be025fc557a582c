import type { Messages } from '..'
import { shell } from './shell'
import { auth } from './auth'
import { landing } from './landing'
import { forum } from './forum'
import { writing } from './writing'
import { people } from './people'
import { settings } from './settings'
import { admin } from './admin'
import { find } from './find'

/** The Arabic words; a key that is missing here does not compile. */
export const ar: Messages = { ...shell, ...auth, ...landing, ...forum, ...writing, ...people, ...settings, ...admin, ...find }
