import '../shared/base.css'
import '../shared/chat.css'
import './staff.css'
import { render } from 'preact'
import { createStaffDesk } from './staff-desk.ts'
import { StaffPage } from './staff-page.tsx'

const root = document.getElementById('app')
if (root) render(<StaffPage desk={createStaffDesk()} />, root)
