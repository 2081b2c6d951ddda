import { useEffect, useState } from 'preact/hooks'
import { hourMinute, longDate, shortDate, tomorrowAtEight, weekday } from '../shared/hospital-time.ts'
import { type ClockMove, clockNow, type DemoStore } from './demo-store.ts'

const useTick = () => {
  const [, redraw] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => redraw((count) => count + 1), 1000)
    return () => clearInterval(timer)
  }, [])
}

interface ClockProps {
  store: DemoStore
  onMoved: () => void
}

/** The hospital's clock, and the three ways to advance it. */
export const Clock = ({ store, onMoved }: ClockProps) => {
  useTick()
  const { clock, moving, happened } = store.get()
  if (!clock) return <div class="clock" />
  const now = clockNow(clock)
  const move = async (to: ClockMove) => {
    if (await store.moveClock(to)) onMoved()
  }
  return (
    <section class="clock" aria-label="医院时钟" aria-busy={moving}>
      <div class="clock-face" role="timer" aria-live="off">
        <span class="clock-time">
          {hourMinute(now)}
          <small>:{String(new Date(now).getUTCSeconds()).padStart(2, '0')}</small>
        </span>
        <span class="clock-date">
          <span class="year">{longDate(now).slice(0, 5)}</span>
          {shortDate(now)}
          <b>{weekday(now)}</b>
        </span>
      </div>
      <div class="clock-moves" role="group" aria-label="拨快时钟">
        <button type="button" disabled={moving} onClick={() => void move({ advance: 'PT1H' })}>
          1 小时
        </button>
        <button
          type="button"
          disabled={moving}
          onClick={() => void move({ until: tomorrowAtEight(clockNow(clock)) })}
        >
          明天 8:00
        </button>
        <button type="button" disabled={moving} onClick={() => void move({ advance: 'P1W' })}>
          1 周
        </button>
      </div>
      <p class="clock-news" role="status">
        {moving && '时间正在走，该发生的按时发生…'}
        {happened === 0 && '其间没有到期的事'}
        {happened !== undefined && happened > 0 && `其间按时发生了 ${happened} 件事`}
      </p>
    </section>
  )
}
