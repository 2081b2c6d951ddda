/** Patients who write, read and answer as their temperament has it. */
import type { InboundMessage, OutboundMessage } from '../../domain/message.ts'
import { type Person, personOf } from './people.ts'
import * as phrases from './phrases.ts'
import type { Chance } from './random.ts'
import type { Stage } from './stage.ts'
import { count } from './witness.ts'

const SECOND = 1_000
const HOUR = 3_600 * SECOND
const DAY = 24 * HOUR

interface Player {
  person: Person
  stage: Stage
  luck: Chance
  /** Messages written. */
  written: number
  /** Answers that are left before patience is. */
  patience: number
}

type Answer = string | { press: { list: string; option: string }; label: string }

const send = (player: Player, answer: Answer): void => {
  const { person, stage, luck } = player
  player.written += 1
  const typed = typeof answer === 'string'
  const message: InboundMessage = {
    channel: person.channel,
    chat: person.chat,
    chatKind: 'private',
    sender: person.chat,
    externalId: `${person.chat}/${player.written}`,
    text: typed ? answer : answer.label,
    ...(typed ? {} : { press: answer.press }),
  }
  stage.say(message)
  if (!luck.happens(person.temperament.doubles)) return
  player.written += 1
  stage.say({ ...message, externalId: `${person.chat}/${player.written}` })
}

/** One of the options, pressed, numbered or in words. */
const choose = ({ luck }: Player, message: OutboundMessage, wanted?: string): Answer => {
  const options = message.options ?? []
  const index = wanted === undefined ? luck.int(options.length) : options.findIndex(({ id }) => id === wanted)
  const option = options[index]
  if (!option) return wanted ?? '1'
  const way = luck.next()
  if (way < 0.4 && message.list)
    return { press: { list: message.list, option: option.id }, label: option.label }
  return message.numbered && way < 0.75 ? String(index + 1) : option.label
}

type Reaction = (player: Player, message: OutboundMessage) => Answer | Answer[] | undefined

const agrees: Reaction = (player, message) => {
  const { luck, person } = player
  if (luck.happens(person.temperament.doubts))
    return luck.pick(['先不', '等一下', '不对，换个时间', '算了', '上一步', '再想想'])
  return luck.happens(0.5) ? choose(player, message, 'yes') : luck.pick(['好的', '确认', '可以', '对', '行'])
}

const wrongly = (id: string): string => id.slice(0, 17) + (id.endsWith('3') ? '4' : '3')

const givesId: Reaction = ({ luck, person }) =>
  phrases.spelledId(
    luck,
    luck.happens(person.temperament.mistypes) ? wrongly(person.idNumber) : person.idNumber,
  )

const givesName: Reaction = ({ luck, person }) => {
  const { name, idNumber, phone, temperament } = person
  if (temperament.atOnce) return [name, idNumber, phone]
  return luck.pick([name, `我叫${name}`, `${name}，身份证${idNumber}，手机${phone}`])
}

const givesContact: Reaction = (player, message) => {
  const { luck, person } = player
  if (luck.happens(0.3)) return choose(player, message, 'anonymous')
  if (person.temperament.atOnce) return [person.name, person.phone]
  return luck.pick([
    `${person.name} ${person.phone}`,
    `${person.name}，${phrases.spelledPhone(luck, person.phone)}`,
  ])
}

const rates: Reaction = (player, message) => {
  const { luck, person } = player
  if (person.temperament.name === 'contrary')
    return luck.pick(['凑合', '你猜', '1', '很不满意', '十分', '跳过', '太差了太差了', '-3'])
  return message.options ? choose(player, message) : luck.pick(['没有', '都挺好', '排队太久', '跳过'])
}

/** Reads like a person: by the words of the last question. The first that fits counts. */
const READINGS: [RegExp, Reaction][] = [
  [/要现在帮您预约吗|确定改吗|确定要取消吗|要我告诉他们|这样(提交|转达)可以吗|确定吗？/u, agrees],
  [
    /同意吗|同意我们保存/u,
    (player, message) => choose(player, message, player.luck.happens(0.96) ? 'yes' : 'no'),
  ],
  [/告诉我就诊人的姓名/u, givesName],
  [
    /后四位/u,
    ({ luck, person }) => (luck.happens(person.temperament.mistypes) ? '0000' : person.idNumber.slice(-4)),
  ],
  [/身份证号/u, givesId],
  [/留一个手机号/u, ({ luck, person }) => phrases.spelledPhone(luck, person.phone)],
  [/手机号应该是/u, ({ person }) => person.phone],
  [/称呼和手机号|再留一个手机号/u, givesContact],
  [
    /能来请回/u,
    (player, message) => {
      const share = player.luck.next()
      if (share < 0.25) return undefined
      return choose(player, message, share < 0.75 ? 'yes' : share < 0.88 ? 'change' : 'cancel')
    },
  ],
  [/花一分钟评价/u, (player, message) => choose(player, message, player.luck.happens(0.6) ? 'yes' : 'no')],
  [/（\d\/\d）|请从下面选一个/u, rates],
  [/哪里不好吗/u, ({ luck }) => luck.pick(['等太久', '跳过', '医生没说清楚', phrases.STORIES[0]])],
  [
    /处理您满意吗/u,
    (player, message) => {
      const { luck } = player
      return luck.happens(0.2) ? undefined : choose(player, message, luck.happens(0.7) ? 'yes' : 'no')
    },
  ],
  [/说说是怎么回事|是什么事/u, ({ luck }) => luck.pick(phrases.STORIES)],
  [/您有什么建议/u, ({ luck }) => luck.pick(phrases.SUGGESTIONS)],
  [/您想表扬谁/u, ({ luck }) => luck.pick(phrases.PRAISES)],
  [/哪个科室(或窗口|的同事)/u, ({ luck }) => luck.pick(['骨科', '眼科', '不清楚'])],
  [/什么时候的事/u, ({ luck }) => luck.pick(['昨天', '前天上午', '记不清了'])],
  [
    /来了，您直接说就行/u,
    ({ luck, person }) =>
      luck.pick([
        '我想问一下报告什么时候出',
        `我叫${person.name}，电话${person.phone}，帮我查一下`,
        '你们几点下班',
      ]),
  ],
  [
    /^【/u,
    ({ luck }) => (luck.happens(0.5) ? luck.pick(['好的谢谢', '还有一个事，能开证明吗', '结束']) : undefined),
  ],
  [
    /接着(办|说|填)吗|现在还需要吗/u,
    (player, message) =>
      player.luck.happens(0.6) ? choose(player, message) : player.luck.pick(['接着办', '不用了']),
  ],
  [
    /没太听明白|我不太确定/u,
    (player, message) =>
      message.options && player.luck.happens(0.6)
        ? choose(player, message)
        : player.luck.pick(['转人工', '算了', '挂号']),
  ],
  [/想看哪个科|哪个科？/u, ({ luck }) => luck.pick(phrases.CLINICS)],
  [
    /哪天方便|是哪一天|这些时间/u,
    (player, message) =>
      message.options && player.luck.happens(0.7) ? choose(player, message) : player.luck.pick(phrases.DAYS),
  ],
]

const reactionTo = (player: Player, message: OutboundMessage): Answer | Answer[] | undefined => {
  const { luck, person } = player
  const { temperament } = person
  const reading = READINGS.find(([words]) => words.test(message.text))
  if (!reading && !message.options) return undefined
  if (luck.happens(temperament.silence)) return undefined
  if (temperament.rude && luck.happens(0.2)) return luck.pick(phrases.RUDE)
  if (luck.happens(temperament.strays)) return luck.pick(phrases.STRAYS)
  return reading ? reading[1](player, message) : choose(player, message)
}

const hear = (player: Player, message: OutboundMessage): void => {
  const { stage, luck, person } = player
  const answer = reactionTo(player, message)
  if (answer === undefined) return
  player.patience -= 1
  if (player.patience < 0) return
  const delay = luck.happens(person.temperament.late) ? luck.seconds(3_600, 30 * 3_600) : luck.seconds(4, 90)
  const said = player.patience === 0 ? ['算了'] : Array.isArray(answer) ? answer : [answer]
  stage.plan(stage.now() + delay, () => said.forEach((each) => send(player, each)))
}

const openingOf = ({ luck, person }: Player, wish: Person['temperament']['wishes'][number]): string => {
  switch (wish) {
    case 'book':
      return person.temperament.name === 'decided'
        ? `${phrases.bookingWish(luck)}，我叫${person.name}，身份证${person.idNumber}，手机${person.phone}`
        : phrases.bookingWish(luck)
    case 'complain':
      return luck.pick(['我要投诉', `我要投诉，${luck.pick(phrases.STORIES)}`, luck.pick(phrases.STORIES)])
    case 'person':
      return luck.pick(['转人工', '找个人', '人工服务', `我叫${person.name}，找人工`])
    case 'suggest':
      return luck.pick(phrases.SUGGESTIONS)
    case 'praise':
      return luck.pick(phrases.PRAISES)
    case 'ask':
      return luck.pick(phrases.ENQUIRIES)
    case 'alarm':
      return luck.pick(phrases.ALARMS)
    case 'data':
      return luck.pick(['你们存了我什么资料', '删除我的资料', '撤回同意'])
  }
}

const PATIENCE = 25

/** Wishes come by day; some all at eight, when the counter would open. */
const wishAt = (luck: Chance, from: number, days: number): number => {
  const day = from + luck.int(Math.max(days - 2, 1)) * DAY
  return luck.happens(0.25) ? day + 8 * HOUR : day + luck.seconds(7 * 3_600, 22 * 3_600)
}

/** Lets `patients` people come in the course of `days` days from midnight `from`. */
export const playPatients = (stage: Stage, patients: number, from: number, days: number): void => {
  for (let index = 0; index < patients; index += 1) {
    const person = personOf(index)
    const luck = stage.chance(`patient ${index}`)
    const player: Player = { person, stage, luck, written: 0, patience: PATIENCE }
    stage.witness.secrets.push({ name: person.name, idNumber: person.idNumber, phone: person.phone })
    stage.listen(person.chat, (message) => hear(player, message))
    const wish = (name: Person['temperament']['wishes'][number]) => (): void => {
      player.patience = PATIENCE
      count(stage.witness, `wish: ${name}`)
      const opening = openingOf(player, name)
      send(player, opening)
      if (person.temperament.atOnce) send(player, luck.pick(['在吗', '急', person.name]))
    }
    for (const name of person.temperament.wishes) stage.plan(wishAt(luck, from, days), wish(name))
  }
}
