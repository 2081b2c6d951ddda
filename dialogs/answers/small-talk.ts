import { say } from '../../domain/say.ts'
import type { Answer } from '../engine/turn.ts'

export const greet: Answer = (_heard, { world }) => [say('greeting', { hospital: world.hospital.name })]
export const thanks: Answer = () => [say('welcome')]
export const bye: Answer = () => [say('goodbye')]
/** A yes or no to nothing in particular. */
export const acknowledge: Answer = () => [say('acknowledged')]
