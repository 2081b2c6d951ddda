import type { OutboundMessage } from '../../../domain/message.ts'

/** A message in words alone: numbers to answer with, or the words that a button would have typed. */
export const withChoices = (
  { text, options = [], numbered = false }: OutboundMessage,
  kind: 'private' | 'group',
): string => {
  if (options.length === 0) return text
  const lines = numbered
    ? options.map(({ label }, index) => `${index + 1}) ${label}`)
    : // In a group an option's id is the command that it types.
      [`可以回复：${options.map(({ id, label }) => (kind === 'group' ? id : label)).join(' / ')}`]
  return [text, ...lines].join('\n')
}
