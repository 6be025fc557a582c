/** Only addresses of this site are gone to. */
export const within = (next: string | undefined): string => (next && /^\/(?![/\\])/.test(next) ? next : '/dashboard')
