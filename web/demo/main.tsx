import '../shared/base.css'
import '../shared/chat.css'
import './demo.css'
import { render } from 'preact'
import { createDemo } from './demo-store.ts'
import { DemoPage } from './demo-page.tsx'

const root = document.getElementById('app')
if (root) render(<DemoPage store={createDemo()} />, root)
