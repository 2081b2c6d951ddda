import { useState } from 'preact/hooks'
import { Mark } from '../shared/icons.tsx'
import type { StaffDesk } from './staff-desk.ts'

/** Staff come in with a one-time code. */
export const SignIn = ({ desk }: { desk: StaffDesk }) => {
  const [code, setCode] = useState('')
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string>()
  const submit = async () => {
    if (busy || code.trim() === '') return
    setBusy(true)
    setRefusal(undefined)
    const answer = await desk.signIn(code.trim())
    setBusy(false)
    if (answer.ok) return
    setRefusal(answer.message)
    setCode('')
  }
  return (
    <main class="sign-in">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <Mark />
        <h1>员工登录</h1>
        <label for="code">一次性登录码</label>
        <input
          id="code"
          value={code}
          autoComplete="one-time-code"
          autoCapitalize="off"
          autoCorrect="off"
          spellcheck={false}
          autoFocus
          aria-describedby="code-help"
          aria-invalid={refusal !== undefined}
          onInput={({ currentTarget }) => setCode(currentTarget.value)}
        />
        <p class="hint" id="code-help">
          登录码由医院管理员发给您，只能用一次。
        </p>
        <p class="refusal" role="alert">
          {refusal}
        </p>
        <button type="submit" class="primary" aria-disabled={busy || code.trim() === ''}>
          {busy ? '正在登录…' : '登录'}
        </button>
      </form>
    </main>
  )
}
