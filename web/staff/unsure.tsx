import { useEffect, useState } from 'preact/hooks'
import type { Unsure, UnsureState } from '../../domain/web-api.ts'
import { type Answer, get, post } from '../shared/api.ts'

const PATH = '/api/staff/utterances'

interface ItemProps {
  item: Unsure
  labels: UnsureState['labels']
  decide: (ids: number[], label: string | null) => Promise<Answer<unknown>>
}

const Item = ({ item, labels, decide }: ItemProps) => {
  const { ids, text, count, lastOn, guesses, choices } = item
  const [label, setLabel] = useState(
    choices.find(({ label: chosen }) => chosen !== 'human.request')?.label ?? '',
  )
  const [trouble, setTrouble] = useState('')
  const named = (key: string): string => labels.find((each) => each.key === key)?.name ?? key
  const tell = async (chosen: string | null) => {
    const answer = await decide(ids, chosen)
    setTrouble(answer.ok ? '' : answer.message)
  }
  return (
    <li class="unsure">
      <p class="unsure-text">{text}</p>
      <p class="unsure-about">
        {count} 次，最近 {lastOn}。猜的是：{guesses.map(named).join('、') || '没有'}
        {choices.length > 0 &&
          `。患者选了：${choices.map((each) => `${named(each.label)}（${each.count}）`).join('、')}`}
      </p>
      <form
        class="unsure-review"
        onSubmit={(event) => {
          event.preventDefault()
          if (label !== '') void tell(label)
        }}
      >
        <label>
          <span class="unseen">“{text}”的意思</span>
          <select value={label} onChange={({ currentTarget }) => setLabel(currentTarget.value)}>
            <option value="">选一个意思…</option>
            {labels.map(({ key, name }) => (
              <option key={key} value={key}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" disabled={label === ''}>
          标好
        </button>
        <button type="button" class="quiet" onClick={() => void tell(null)}>
          不用
        </button>
      </form>
      {trouble && <p role="alert">{trouble}</p>}
    </li>
  )
}

/** What the bot was unsure of, masked, the most frequent first: staff tell what was meant. */
export const UnsurePage = () => {
  const [state, setState] = useState<UnsureState>()
  const [trouble, setTrouble] = useState('')
  const load = async () => {
    const answer = await get<UnsureState>(PATH)
    if (answer.ok) setState(answer.value)
    setTrouble(answer.ok ? '' : answer.message)
  }
  useEffect(() => void load(), [])
  const decide = async (ids: number[], label: string | null) => {
    const answer = await post(`${PATH}/review`, { ids, label })
    if (answer.ok) await load()
    return answer
  }
  return (
    <main class="pane unsure-pane">
      <p class="hint">患者说过、机器人没听懂或听错的话。没有姓名和号码，也不知道是谁说的。</p>
      {trouble && <p role="alert">{trouble}</p>}
      {state && state.labelled > 0 && (
        <p>
          <a href={`${PATH}/corpus-lines.txt`} download="corpus-lines.txt">
            下载标好的语料（{state.labelled} 句）
          </a>
        </p>
      )}
      {state?.items.length === 0 && <p class="hint">现在没有要看的。</p>}
      <ul class="unsure-list">
        {state?.items.map((item) => (
          <Item key={item.ids[0]} item={item} labels={state.labels} decide={decide} />
        ))}
      </ul>
    </main>
  )
}
