import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take longest, longest first: one of them begun last would keep everybody waiting at the end. */
const LONGEST = [
  'load/rehearsal',
  'telegram/transcripts',
  'wechat/puppet-service',
  'wechat/account-transcripts',
  'telegram/killed',
  'transcripts',
  'telegram/faults',
  'crash/embedded',
  'crash/fault-points',
  'wechat/official-account',
  'integration/last-place',
  'platform/admin',
  'web/pages',
  'wechat/puppet-transcripts',
  'browser/pages',
  'crash/two-servers',
  'crash/clean-stop',
].map((name) => `/test/${name}.test.ts`)

const place = ({ moduleId }: TestSpecification): number => {
  const found = LONGEST.findIndex((end) => moduleId.endsWith(end))
  return found === -1 ? LONGEST.length : found
}

/** What is known to take long comes first; a fresh checkout knows nothing of earlier runs. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b))
  }
}
