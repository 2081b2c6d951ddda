/** What WeChat posts to an official account, as data. */

export interface Arrival {
  /** Unique: MsgId, or who, when and what for events. A repeat carries the same. */
  id: string
  /** OpenID of the follower. */
  from: string
  /** The account. */
  to: string
  /** Epoch seconds, by WeChat's clock. */
  at: number
  /** `heard`: nothing that anybody would answer. */
  did: 'wrote' | 'acted' | 'left' | 'heard'
  text: string
  media?: { kind: 'image' | 'voice' | 'video'; id: string; transcript?: string }
  /** A place that was shared, in words. */
  place?: string
  /** What stood on the menu message that was tapped (`bizmsgmenuid`). */
  tapped?: string
  event?: { name: string; key: string; status: string; messageId: string }
}

type Fields = Record<string, string>

const MEDIA: Record<string, 'image' | 'voice' | 'video'> = {
  image: 'image',
  voice: 'voice',
  video: 'video',
  shortvideo: 'video',
}

const ACTING = ['subscribe', 'SCAN', 'CLICK']

const base = ({ FromUserName: from = '', ToUserName: to = '', CreateTime = '0' }: Fields) => ({
  from,
  to,
  at: Number(CreateTime),
})

const eventOf = (fields: Fields): Arrival => {
  const { Event: name = '', EventKey: key = '', Status: status = '', MsgID: messageId = '' } = fields
  const common = base(fields)
  const did = ACTING.includes(name) ? 'acted' : name === 'unsubscribe' ? 'left' : 'heard'
  return {
    ...common,
    id: `${common.from}/${common.at}/${name}/${key}`,
    did,
    text: '',
    event: { name, key, status, messageId },
  }
}

const wordsOf = ({ MsgType, Content = '', Title = '', Url = '' }: Fields): string =>
  MsgType === 'link' ? `${Title} ${Url}`.trim() : Content

const messageOf = (fields: Fields): Arrival => {
  const { MsgType = '', MediaId, Recognition, Label, bizmsgmenuid: tapped, MsgId = '' } = fields
  const kind = MEDIA[MsgType]
  const transcript = Recognition?.trim()
  return {
    ...base(fields),
    id: MsgId,
    did: 'wrote',
    text: wordsOf(fields),
    ...(kind && MediaId ? { media: { kind, id: MediaId, ...(transcript ? { transcript } : {}) } } : {}),
    ...(MsgType === 'location' ? { place: Label ?? '' } : {}),
    ...(tapped === undefined ? {} : { tapped }),
  }
}

/** Null where it is nothing that WeChat would post. */
export const arrivalOf = (fields: Fields): Arrival | null => {
  const arrival = fields.MsgType === 'event' ? eventOf(fields) : messageOf(fields)
  return arrival.from !== '' && arrival.id !== '' && Number.isSafeInteger(arrival.at) ? arrival : null
}
