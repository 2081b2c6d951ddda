import { NEIGHBOURS } from './lexicon.ts'

const DONE =
  /了(?:[\d一两二三四五六七八九十好半几]+(?:个|多)?(?:小时|钟头|分钟|天|次|个|趟|遍|块|元)|大?半天|很久|好久|整整)/

/** Whether the sentence itself is plainly told as past (a complaint, a story), and asks for no visit. */
export const isToldAsPast = (text: string): boolean =>
  (NEIGHBOURS.pastSure.some((sign) => text.includes(sign)) || DONE.test(text)) &&
  !NEIGHBOURS.futureSure.some((sign) => text.includes(sign))
