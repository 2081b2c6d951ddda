/** What Telegram is asked to report. */
export const REPORTS = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const
