/** The instants between two steps of accepting, taking and delivering at which a crash test lets a server die. */
export const faultPoints = [
  /** A message has come; nothing of it is written. */
  'arrived',
  /** It is written; its sender does not know. */
  'accepted',
  /** What is due has been turned into arrivals. */
  'swept',
  /** A conversation is claimed; nothing is decided. */
  'taken',
  /** The turn is decided; nothing of it is written. */
  'decided',
  /** Everything is written, nothing committed. */
  'written',
  /** The turn is committed; nobody has heard the replies. */
  'committed',
  /** A reply is claimed; it is not sent. */
  'claimed',
  /** It is sent; that is not written. */
  'sent',
  /** That is written; open pages do not know. */
  'marked',
] as const

export type FaultPoint = (typeof faultPoints)[number]

type Passing = (point: FaultPoint) => void

const endsHere: Passing = (point) => {
  if (process.env.FAULT_POINT === point) process.kill(process.pid, 'SIGKILL')
}

let passing = endsHere

/** Ends this process at once, as a power cut would, where the environment's FAULT_POINT names this point; else does nothing. */
export const faultPoint = (point: FaultPoint): void => passing(point)

/** Lets a rehearsal decide what happens at the points of this process; without an argument the environment decides again. */
export const onFaultPoint = (does: Passing = endsHere): void => {
  passing = does
}
