import { CloseIcon } from '../shared/icons.tsx'
import { nextStep, type Progress, STEPS } from './first-minute.ts'

interface GuideProps {
  progress: Progress
  close: () => void
}

/** The first minute: five steps, and what to try next. */
export const Guide = ({ progress, close }: GuideProps) => {
  const current = nextStep(progress)
  return (
    <aside class="guide" aria-label="第一分钟">
      <ol class="steps">
        {STEPS.map(({ name }, index) => (
          <li
            key={name}
            class={index < current ? 'done' : ''}
            aria-current={index === current ? 'step' : undefined}
          >
            {index < current ? '✓' : index + 1} {name}
          </li>
        ))}
      </ol>
      <p class="guide-text" aria-live="polite">
        {STEPS[current]?.tell}
      </p>
      <button type="button" class="bare" aria-label="收起指引" onClick={close}>
        <CloseIcon />
      </button>
    </aside>
  )
}
