import type { ConversationState, SentList } from '../../domain/conversation.ts'

const isSameQuestion = (one: SentList, other: SentList): boolean =>
  one.frame !== null && one.frame === other.frame && one.field === other.field

/** Ids of the lists whose question still waits for its answer; of a question asked again, the newest. */
export const waitingLists = ({ frames, lists }: ConversationState): Set<string> => {
  const waits = (list: SentList): boolean =>
    list.frame === null
      ? !list.answered
      : frames.some(({ id, asked }) => id === list.frame && asked === list.field)
  const isAskedAgain = (list: SentList, at: number): boolean =>
    lists.slice(at + 1).some((later) => isSameQuestion(list, later))
  return new Set(lists.filter((list, at) => waits(list) && !isAskedAgain(list, at)).map(({ id }) => id))
}
