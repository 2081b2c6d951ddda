import writeXlsxFile from 'write-excel-file/node'

/** One visit of the list; the name is masked, the booking number finds the rest. */
export interface ListedVisit {
  time: string
  department: string
  doctor: string
  room: string
  name: string
  number: string
  confirmed: boolean
}

const HEAD = ['时间', '科室', '医生', '诊室', '姓名', '预约号', '已确认', '到诊']
const WIDTHS = [8, 16, 12, 22, 10, 12, 8, 8]

const text = (value: string) => ({ type: String, value })

const rowOf = ({ time, department, doctor, room, name, number, confirmed }: ListedVisit) =>
  [time, department, doctor, room, name, number, confirmed ? '是' : '', ''].map(text)

/** The list as a spreadsheet, with a column to tick who came. Source: AP-9 (S0 预约诊疗四). */
export const triageListSheet = (day: string, visits: ListedVisit[]): Promise<Buffer> =>
  writeXlsxFile(
    [HEAD.map((value) => ({ ...text(value), fontWeight: 'bold' as const })), ...visits.map(rowOf)],
    {
      sheet: day,
      columns: WIDTHS.map((width) => ({ width })),
      stickyRowsCount: 1,
    },
  ).toBuffer()
