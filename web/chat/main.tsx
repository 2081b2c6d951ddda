import '../shared/base.css'
import '../shared/chat.css'
import './chat-page.css'
import { render } from 'preact'
import { ChatPage } from './chat-page.tsx'
import { createPatientChat } from './patient-chat.ts'

const root = document.getElementById('app')
if (root) render(<ChatPage chat={createPatientChat()} />, root)
