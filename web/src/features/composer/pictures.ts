/** How a picture among the files is shown. */
import type { Attachment } from '@/types/api.types'

/** What is to be seen, or what it is called where nobody said it. */
export const seen = ({ description, name }: Attachment): string => description || name

/** The variant that is at least so wide, or the widest. */
export function wide(file: Attachment, width: number, type = 'image/webp'): string {
  const fitting = file.variants.filter((one) => one.media_type === type).sort((a, b) => a.width - b.width)
  return (fitting.find((one) => one.width >= width) ?? fitting.at(-1))?.url ?? file.url
}
