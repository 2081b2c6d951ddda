/**
 * Every number of the hospital's rules, with its default and its source; a hospital overrides single ones in its file.
 * Sources are ids of the rules (docs/rules.md) with the rule book in brackets; `own` where no book gives the number.
 */
import { z } from 'zod'
import { at, count, days, hours, share, span, zone } from './policy-fields.ts'

const workingWeek = [1, 2, 3, 4, 5]
const everyDay = [1, 2, 3, 4, 5, 6, 7]

const calendar = z.strictObject({
  holidays: days
    .default([])
    .describe(
      'Days off in addition to the built-in public holidays, or instead of a built-in workday. Source: AP-13 (S1)',
    ),
  workdays: days
    .default([])
    .describe(
      'Make-up workdays in addition to the built-in ones, or instead of a built-in holiday. Source: AP-13 (S1)',
    ),
})

const booking = z.strictObject({
  cutOff: at(
    '16:00',
    'Time on the last day at which remote booking, change and cancellation close. Source: AP-3 (S0 预约诊疗二)',
  ),
  cutOffDaysBefore: count(1, 'Days before the visit on which they close. Source: AP-3 (S0 预约诊疗二)'),
  horizonDays: count(35, 'Days ahead that patients may book, today not counted. Source: AP-1, own', 1),
  maxOpenPerDepartmentAndDay: count(
    1,
    'Open visits of one person in one department on one day. Source: AP-16, own',
    1,
  ),
  maxOpen: count(5, 'Open visits of one person altogether. Source: AP-5, own', 1),
  officeHours: hours(
    {
      weekdays: workingWeek,
      spans: [
        { from: '08:00', to: '12:00' },
        { from: '14:00', to: '17:30' },
      ],
      onPublicHolidays: false,
    },
    'When a person answers in the booking office. Source: AP-13 (S1 三)',
  ),
})

const sessions = z.strictObject({
  marginDays: count(
    7,
    'Days beyond booking.horizonDays for which sessions are made from the roster. Source: AP-1, own',
  ),
  periodMinutes: count(30, 'Length of a bookable period. Source: AP-1 (S1 四)', 5),
  onPublicHolidays: z
    .boolean()
    .default(false)
    .describe('Whether rostered clinics take place on public holidays. Source: AP-13 (S1 三)'),
  morning: span.default({ from: '08:00', to: '12:00' }).describe('Morning clinics. Source: AP-13 (S1 三)'),
  afternoon: span
    .default({ from: '14:00', to: '17:30' })
    .describe('Afternoon clinics. Source: AP-13 (S1 三)'),
  evening: span.default({ from: '18:00', to: '20:30' }).describe('Evening clinics. Source: AP-1, own'),
})

const breach = z.strictObject({
  limit: count(3, 'Breaches within the window that restrict remote booking. Source: AP-5 (S1 六.1)', 1),
  windowDays: count(365, 'Length of the window. Source: AP-5 (S1 六.1 gives none)', 1),
  restrictionDays: count(
    90,
    'Length of the restriction, from the breach that reached the limit. Source: AP-5 (S1 六.1 gives none)',
    1,
  ),
})

const reminders = z.strictObject({
  weekDaysBefore: count(7, 'Days before the visit of the first reminder. Source: AP-6 (S0 预约人员五)', 1),
  weekAt: at('09:00', 'Its time. Source: AP-6, own'),
  dayDaysBefore: count(1, 'Days before the visit of the second reminder. Source: AP-6 (S0 预约人员六)', 1),
  dayAt: at(
    '10:00',
    'Its time: before booking.cutOff, so that the patient can still change. Source: AP-6 (S0 预约人员六), own',
  ),
  lateDelayMinutes: count(
    10,
    'Delay of the second reminder after a booking made later than its time. Source: AP-6, own',
  ),
})

const triageList = z.strictObject({
  at: at('16:30', "When the triage desk gets the next day's list. Source: AP-9 (S0 预约诊疗四)"),
})

const ticket = z.strictObject({
  respondMinutes: count(30, 'A liaison responds. Source: CP-4, CP-5 (S4 疑难问题 2)', 1),
  planMinutes: count(60, 'First plan. Source: CP-4 (S4 疑难问题 2)', 1),
  acceptMinutes: count(60, 'Accepted. Source: CP-4 (S0 投诉四)', 1),
  answerBook: z
    .enum(['S4', 'S0'])
    .default('S4')
    .describe(
      'Whose answer clock holds: S4 answers everything within answerHours, S0 simple matters within simpleAnswerDays. Source: CP-4',
    ),
  answerHours: count(24, 'Final answer by S4. Source: CP-4 (S4 疑难问题 2)', 1),
  simpleAnswerDays: count(
    1,
    'Answer to a simple matter by S0, in days of 24 hours. Source: CP-4 (S0 投诉四)',
    1,
  ),
  settleDays: count(7, 'Settled (一周内办结). Source: CP-4 (S0 投诉四)', 1),
  rectifyDays: count(15, 'Rectified (十五天内整改). Source: CP-4 (S0 投诉四)', 1),
  replyDays: count(7, 'Reply to the complainant, extended over days off. Source: CP-4 (S0 接待投诉四)', 1),
  complexReplyDays: count(
    20,
    'Reply in a complex or major dispute, extended over days off. Source: CP-4 (S0 接待投诉四)',
    1,
  ),
  followUpReplyDays: count(
    14,
    'Reply to what arose in a follow-up, and to praise and suggestions. Source: CP-4, CP-13, CP-14 (S1 随访 8–10)',
    1,
  ),
  overHolidays: z
    .enum(['roll', 'skip'])
    .default('roll')
    .describe(
      '节假日顺延: roll moves a last day that is a day off to the next workday (民法典 203); skip does not count public holidays either. Source: CP-4 (S0 接待投诉四)',
    ),
  dayEndsAt: at(
    '17:30',
    'Time at which the last day of a limit in days ends, the close of business (民法典 203). Source: CP-4, AP-13 (S1 三)',
  ),
  progressHours: count(
    24,
    'The patient hears how the ticket stands at least this often. Source: CP-8 (S3 三.2 gives none)',
    1,
  ),
})

const escalation = z.strictObject({
  warnAtShare: share(
    0.75,
    'Share of a clock after which its ticket counts as near its end. Source: CP-6, own',
  ),
  repeatMinutes: count(
    60,
    'An overdue ticket goes one level further this long after the last. Source: CP-6, own',
    1,
  ),
})

const survey = z.strictObject({
  delayMinutes: count(
    120,
    'Time after the visit at which the survey is sent. Source: SV-1 (S0 三 gives none)',
  ),
  lowScoreAtMost: count(2, 'A score 1…5 up to which it is low. Source: SV-3 (S3 三.3)', 1),
})

const contact = z
  .strictObject({
    from: at(
      '09:00',
      'What is not urgent is not sent to patients earlier in the day. Source: SV-1, CP-8, own',
    ),
    until: at('20:00', 'Nor later. Source: SV-1, CP-8, own'),
  })
  .refine(({ from, until }) => from < until, { path: ['until'], message: '应晚于 contact.from' })

const relay = z.strictObject({
  acceptMinutes: count(
    10,
    'A request for a person that nobody took is told so after this. Source: SD-6, own',
    1,
  ),
  idleMinutes: count(30, 'A relay in which nobody speaks ends after this. Source: SD-6, own', 1),
})

const desk = z.strictObject({
  hours: hours(
    { weekdays: everyDay, spans: [{ from: '08:00', to: '20:00' }], onPublicHolidays: true },
    'When a person answers enquiries. Source: SD-6 (S1 医疗咨询 4)',
  ),
  phoneMinutes: count(
    30,
    'A phone task about a complaint is done within this. Source: CP-5 (S0 接待投诉四), own',
    1,
  ),
  phoneHours: count(24, 'Any other phone task is done within this. Source: AP-16 (S4 检查预约)', 1),
})

const duty = z.strictObject({
  officeHours: hours(
    { weekdays: workingWeek, spans: [{ from: '08:00', to: '17:30' }], onPublicHolidays: false },
    'Outside these the duty officer (总值班) is responsible. Source: CP-6, DU-1 (S1 院总值班 2.1)',
  ),
})

const privacy = z.strictObject({
  withoutConsentHours: count(
    24,
    'What a patient volunteers is dropped after this without consent. Source: DU-3 (S1 第八条), own',
    1,
  ),
  keepMessagesDays: count(
    180,
    'What was written and said is forgotten this long after; bookings and tickets stay. Source: DU-3 (S1 第八条), own',
    30,
  ),
  keepFilesDays: count(
    180,
    'Pictures, voices and papers are forgotten this long after they came. Source: DU-3 (S1 第八条), own',
    30,
  ),
  keepEvidenceDays: count(
    365,
    'What came with a complaint, a suggestion or praise is kept at least this long after it was closed. Source: DU-3 (S1 第八条), own',
    30,
  ),
  keepUtterancesDays: count(
    90,
    'What was not understood, masked and linked to nobody, is kept for review this long. Source: DU-3 (S1 第八条), own',
    7,
  ),
})

const dialog = z.strictObject({
  offerResumeAfterHours: count(
    24,
    'A dialog idle for this long is offered for resuming. Source: AP-1, own',
    1,
  ),
  dropAfterDays: count(7, 'A dialog idle for this long is dropped. Source: AP-1, own', 1),
})

const understanding = z.strictObject({
  sureFrom: share(0.6, 'Confidence below which an intent is not acted on without asking. Source: SD-6, own'),
  choices: count(3, 'Intents offered when unsure. Source: SD-6, own', 1),
  guessFrom: share(0.1, 'Confidence from which an intent is offered as a choice. Source: SD-6, own'),
  missesUntilPerson: count(
    3,
    'Misunderstandings in a row after which a person is offered. Source: SD-6 (S1 医疗咨询 6), own',
    1,
  ),
})

const flood = z.strictObject({
  windowSeconds: count(60, 'Window in which messages of one chat are counted. Source: SD-6, own', 1),
  slowDownAbove: count(
    20,
    'More messages in the window than this are answered with a request to slow down. Source: SD-6, own',
    1,
  ),
  ignoreAbove: count(40, 'More than this are not answered. Source: SD-6, own', 1),
})

const officialAccount = z.strictObject({
  writingHours: count(
    48,
    'How long after their message WeChat lets us send customer-service messages to a patient. Source: SD-6 (WeChat, 2023-06-12)',
    1,
  ),
  writingReplies: count(5, 'How many of them. Source: SD-6 (WeChat, 2023-06-12)', 1),
  actingSeconds: count(
    60,
    'How long after a tap on the menu, a follow or a scan. Source: SD-6 (WeChat, 2023-06-12)',
    1,
  ),
  actingReplies: count(3, 'How many of them. Source: SD-6 (WeChat, 2023-06-12)', 1),
})

/** The policy document as a hospital may write it: any part of it, unknown keys refused. */
export const policySchema = z
  .strictObject({
    zone: zone.default('Asia/Shanghai').describe('Time zone of the hospital. Source: AP-3, own'),
    calendar: calendar.prefault({}),
    booking: booking.prefault({}),
    sessions: sessions.prefault({}),
    breach: breach.prefault({}),
    reminders: reminders.prefault({}),
    triageList: triageList.prefault({}),
    ticket: ticket.prefault({}),
    escalation: escalation.prefault({}),
    survey: survey.prefault({}),
    contact: contact.prefault({}),
    relay: relay.prefault({}),
    desk: desk.prefault({}),
    duty: duty.prefault({}),
    privacy: privacy.prefault({}),
    dialog: dialog.prefault({}),
    understanding: understanding.prefault({}),
    flood: flood.prefault({}),
    officialAccount: officialAccount.prefault({}),
  })
  .refine(
    ({ reminders, booking }) =>
      reminders.dayDaysBefore > booking.cutOffDaysBefore || reminders.dayAt < booking.cutOff,
    {
      path: ['reminders', 'dayAt'],
      message: '应早于 booking.cutOff，患者收到提醒时才来得及改约',
    },
  )
  .refine(({ flood }) => flood.slowDownAbove <= flood.ignoreAbove, {
    path: ['flood', 'ignoreAbove'],
    message: '应不少于 flood.slowDownAbove',
  })

export type Policy = z.infer<typeof policySchema>

export const defaultPolicy: Policy = policySchema.parse({})
