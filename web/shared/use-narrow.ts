import { useEffect, useState } from 'preact/hooks'

const query = '(max-width: 859px)'

/** Whether the page is as narrow as a phone; base.css changes its layout at the same width. */
export const useNarrow = (): boolean => {
  const [narrow, setNarrow] = useState(() => matchMedia(query).matches)
  useEffect(() => {
    const media = matchMedia(query)
    const look = () => setNarrow(media.matches)
    media.addEventListener('change', look)
    return () => media.removeEventListener('change', look)
  }, [])
  return narrow
}
