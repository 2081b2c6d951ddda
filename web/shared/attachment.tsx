import type { EntryAttachment } from '../../domain/web-api.ts'
import { FileIcon } from './icons.tsx'

const ownPath = (href: string): string | undefined => (/^\/(?!\/)/.test(href) ? href : undefined)

/** A picture, a recording or a file of an entry; only paths of this site are followed. */
export const Attachment = ({ kind, name, href }: EntryAttachment) => {
  const path = ownPath(href)
  if (kind === 'location' || path === undefined) return <p class="attachment-name">{name}</p>
  if (kind === 'voice')
    return <audio class="attachment-media" controls preload="none" src={path} aria-label={name} />
  if (kind === 'video')
    return <video class="attachment-media" controls preload="none" src={path} aria-label={name} />
  if (kind === 'file') {
    return (
      <a class="attachment-file" href={path} target="_blank" rel="noopener">
        <FileIcon />
        <span>{name}</span>
      </a>
    )
  }
  return (
    <a class="attachment-image" href={path} target="_blank" rel="noopener">
      <img src={path} alt={name} loading="lazy" />
    </a>
  )
}
