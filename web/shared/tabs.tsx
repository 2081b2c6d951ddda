import { useRef } from 'preact/hooks'

export interface Tab {
  key: string
  name: string
  unread: number
}

export const Badge = ({ count }: { count: number }) =>
  count > 0 ? (
    <span class="badge">
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span class="unseen">{count} 条未读</span>
    </span>
  ) : null

const STEPS: Record<string, (index: number, count: number) => number> = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowRight: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index - 1 + count) % count,
  ArrowLeft: (index, count) => (index - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
}

interface TabsProps {
  /** Names the list, and by prefix the ids that its panel refers to. */
  id: string
  label: string
  tabs: Tab[]
  chosen: string | undefined
  choose: (key: string) => void
  vertical?: boolean
}

/** Tabs with unread counts; arrow keys, Home and End move among them. */
export const Tabs = ({ id, label, tabs, chosen, choose, vertical = false }: TabsProps) => {
  const list = useRef<HTMLDivElement>(null)
  const reachable = tabs.some(({ key }) => key === chosen) ? chosen : tabs[0]?.key
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    const index = tabs.findIndex(({ key }) => key === (event.target as HTMLElement).dataset.key)
    const next = step && index >= 0 ? tabs[step(index, tabs.length)] : undefined
    if (!next) return
    event.preventDefault()
    choose(next.key)
    list.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(next.key)}"]`)?.focus()
  }
  return (
    <div
      ref={list}
      class={vertical ? 'tabs vertical' : 'tabs'}
      role="tablist"
      aria-label={label}
      aria-orientation={vertical ? 'vertical' : 'horizontal'}
      onKeyDown={onKeyDown}
    >
      {tabs.map(({ key, name, unread }) => (
        <button
          type="button"
          role="tab"
          key={key}
          id={`${id}-tab-${key}`}
          data-key={key}
          aria-selected={key === chosen}
          aria-controls={`${id}-panel`}
          tabIndex={key === reachable ? 0 : -1}
          onClick={() => choose(key)}
        >
          <span class="tab-name">{name}</span>
          <Badge count={unread} />
        </button>
      ))}
    </div>
  )
}
