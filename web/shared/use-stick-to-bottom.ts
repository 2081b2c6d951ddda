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
    const look = () => {
      stuck.current = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_PX
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
