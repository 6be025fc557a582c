/** The condition under which a change is made: that it is still the version that was read. */
export const ifVersion = (version: number): Record<string, string> => ({ 'If-Match': `"${version}-0"` })
