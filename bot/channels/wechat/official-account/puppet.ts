/** A Wechaty puppet over an official account: followers are contacts, there are no rooms. Imported lazily, with Wechaty. */
import { FileBox, type FileBoxInterface } from 'file-box'
import { type payloads, Puppet, types } from 'wechaty-puppet'
import type { Arrival } from './arrival.ts'
import type { MediaFile } from './api.ts'

/** How the puppet speaks and fetches; everything throws as the API does. */
export interface Mouth {
  say(to: string, text: string): Promise<void>
  show(to: string, file: MediaFile): Promise<void>
  fetch(mediaId: string): Promise<MediaFile>
}

const MOST_KEPT = 2_000

const TYPES = {
  image: types.Message.Image,
  voice: types.Message.Audio,
  video: types.Message.Video,
}

const typeOf = ({ media, place }: Arrival): types.Message => {
  if (media) return TYPES[media.kind]
  return place === undefined ? types.Message.Text : types.Message.Location
}

/** A map that forgets what was put in first. */
const recent = <T>() => {
  const held = new Map<string, T>()
  return {
    get: (key: string): T => {
      const found = held.get(key)
      if (found === undefined) throw new Error(`${key} is no longer known`)
      return found
    },
    keep: (key: string, value: T): void => {
      held.delete(key)
      held.set(key, value)
      const oldest = held.size > MOST_KEPT ? held.keys().next() : undefined
      if (oldest && !oldest.done) held.delete(oldest.value)
    },
  }
}

export class OfficialAccountPuppet extends Puppet {
  readonly #account: string
  readonly #mouth: Mouth
  readonly #arrivals = recent<Arrival>()

  constructor(account: string, mouth: Mouth) {
    super()
    this.#account = account
    this.#mouth = mouth
  }

  override name(): string {
    return 'yiguanjia-official-account'
  }

  override version(): string {
    return '1.0.0'
  }

  override onStart(): Promise<void> {
    this.login(this.#account)
    return Promise.resolve()
  }

  override onStop(): Promise<void> {
    return this.isLoggedIn ? this.logout() : Promise.resolve()
  }

  override ding(data?: string): void {
    this.emit('dong', { data: data ?? '' })
  }

  /** Lets Wechaty hear what WeChat posted. */
  receive(arrival: Arrival): void {
    this.#arrivals.keep(arrival.id, arrival)
    this.emit('message', { messageId: arrival.id })
  }

  /** What WeChat posted under this id, with what Wechaty has no words for. */
  arrival(id: string): Arrival {
    return this.#arrivals.get(id)
  }

  override contactList(): Promise<string[]> {
    return Promise.resolve([])
  }

  override contactRawPayload(id: string): Promise<payloads.Contact> {
    const own = id === this.#account
    return Promise.resolve({
      id,
      name: id,
      avatar: '',
      gender: types.ContactGender.Unknown,
      phone: [],
      friend: !own,
      type: own ? types.Contact.Official : types.Contact.Individual,
    })
  }

  override contactRawPayloadParser(raw: payloads.Contact): Promise<payloads.Contact> {
    return Promise.resolve(raw)
  }

  override roomList(): Promise<string[]> {
    return Promise.resolve([])
  }

  override messageRawPayload(id: string): Promise<Arrival> {
    return Promise.resolve(this.#arrivals.get(id))
  }

  override messageRawPayloadParser(arrival: Arrival): Promise<payloads.Message> {
    return Promise.resolve({
      id: arrival.id,
      talkerId: arrival.from,
      listenerId: this.#account,
      type: typeOf(arrival),
      text: arrival.text,
      timestamp: arrival.at,
    })
  }

  override async messageFile(id: string): Promise<FileBoxInterface> {
    const { media } = this.#arrivals.get(id)
    if (!media) throw new Error('the message has no file')
    const { bytes, name } = await this.#mouth.fetch(media.id)
    return FileBox.fromBuffer(Buffer.from(bytes), name === '' ? media.kind : name)
  }

  override messageImage(id: string): Promise<FileBoxInterface> {
    return this.messageFile(id)
  }

  override messageSendText(to: string, text: string): Promise<void> {
    return this.#mouth.say(to, text)
  }

  override async messageSendFile(to: string, file: FileBoxInterface): Promise<void> {
    const bytes = await file.toBuffer()
    await this.#mouth.show(to, { bytes, mime: file.mediaType, name: file.name })
  }
}
