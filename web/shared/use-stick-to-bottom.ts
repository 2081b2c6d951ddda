import type { RefObject } from 'preact'
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'

const NEAR_PX = 48

/**
 * Keeps a scrolling box at its end while it grows or shrinks, unless the reader scrolled up.
 * `content` is the box's only child.
 */
export const useStickToBottom = (box: RefObject<HTMLElement | null>) => {
  const stuck = useRef(true)
  const [away, setAway] = useState(false)

  const toBottom = useCallback(() => {
    stuck.current = true
    setAway(false)
    if (box.current) box.current.scrollTop = box.current.scrollHeight
  }, [box])

  useEffect(() => {
    const scroller = box.current
    if (!scroller) return
    const follow = () => {
      if (stuck.current) scroller.scrollTop = scroller.scrollHeight
    }
    let last = { top: 0, whole: 0, seen: 0 }
    const look = () => {
      const now = { top: scroller.scrollTop, whole: scroller.scrollHeight, seen: scroller.clientHeight }
      // A box that changes its size scrolls by itself: only going up in an unchanged one is the reader's doing.
      const up = now.top < last.top && now.whole === last.whole && now.seen === last.seen
      const atEnd = now.whole - now.top - now.seen < NEAR_PX
      if (atEnd) stuck.current = true
      else if (up) stuck.current = false
      last = now
      setAway(!stuck.current)
    }
    const sizes = new ResizeObserver(follow)
    sizes.observe(scroller)
    if (scroller.firstElementChild) sizes.observe(scroller.firstElementChild)
    scroller.addEventListener('scroll', look, { passive: true })
    follow()
    return () => {
      sizes.disconnect()
      scroller.removeEventListener('scroll', look)
    }
  }, [box])

  return { away, toBottom }
}
