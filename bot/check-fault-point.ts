import { faultPoints } from '../domain/fault-point.ts'

/** Throws where the environment's FAULT_POINT names no point, or is set in production: it is for crash tests alone. */
export const checkFaultPoint = ({ FAULT_POINT, NODE_ENV }: Record<string, string | undefined>): void => {
  if (FAULT_POINT === undefined) return
  if (NODE_ENV === 'production')
    throw new Error('FAULT_POINT lets this server die and is for crash tests: unset it in production')
  if (!faultPoints.some((point) => point === FAULT_POINT))
    throw new Error(`FAULT_POINT: one of ${faultPoints.join(', ')}`)
}
