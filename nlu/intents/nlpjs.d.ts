/** The parts of nlp.js 4 that we use; it ships no types. */
declare module '@nlpjs/core' {
  export interface Container {
    register(name: string, item: unknown, isSingleton?: boolean): void
    registerConfiguration(tag: string, settings: object): void
    registerPipeline(tag: string, steps: string[]): void
    get(name: string): unknown
  }
  export function containerBootstrap(): Container
}

declare module '@nlpjs/nlp' {
  import type { Container } from '@nlpjs/core'

  export interface DomainManager {
    sentences: unknown[]
    addDomain(name: string): unknown
  }
  export class Nlp {
    constructor(settings?: object, container?: Container)
    nluManager: { domainManagers: Record<string, DomainManager>; guesser: { extraSentences: unknown[] } }
    addDocument(locale: string, utterance: string, intent: string): void
    train(): Promise<unknown>
    process(locale: string, utterance: string): Promise<{ intent: string; score: number }>
    toJSON(): object
    fromJSON(json: object): void
  }
}
