import { stringify } from 'yaml'
import type { Hospital } from '../domain/hospital.ts'

/** A hospital as a YAML file from which the same hospital is read. */
export const exportHospital = (hospital: Hospital): string =>
  stringify(hospital, { aliasDuplicateObjects: false, lineWidth: 0 })
