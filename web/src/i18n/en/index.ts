import { shell } from './shell'
import { auth } from './auth'
import { landing } from './landing'
import { forum } from './forum'
import { writing } from './writing'
import { people } from './people'
import { settings } from './settings'
import { admin } from './admin'
import { find } from './find'

/** The English words: what the types of all languages are made of. */
export const en = { ...shell, ...auth, ...landing, ...forum, ...writing, ...people, ...settings, ...admin, ...find } as const
