/** 7号到9号这三天里: the days once more, counted. */
const COUNTED_AGAIN =
  /((?:(?:到|至|[-~—、]|和|跟|以及)[^,。!?;\s]{0,8}|(?:周|星期|礼拜).(?:周|星期|礼拜)?|[明后]天大?后|\d[号日]\d{1,2}|\d[\s、]\d{1,2})[号日一二三四五六天末\d])(的?[这那](?:[两二三四五六七几\d]|俩)天(?:里头?|之?内|之?中|当中)?)/gu
/** 隔一天换一次药 is a habit. */
const HABIT =
  /每?隔(?:[一两二三四五六七八十几半\d]{1,3})(?:天|周|个?星期|个?礼拜|个?月)(?:就|再|要|得|才|去|来)?[^,。!?;\s]{0,4}?[一两1]?(?:次|回|趟|遍)/gu
/** 过了年正月十六: the year's turn is said with the day. */
const TURN_BEFORE_DAY =
  /(?:等)?(?:过了年|过完年|过年后|春节后|年后)(?:再说|再来|再看|再约|以后|之后)?的?[,\s]?(?=(?:农历|阴历|正月|初[一二三四五六七八九十\d]))/gu
/** 我叫周三元 is a name; 我是周三的号 is a day. */
const NAMED =
  /(?<=叫做?|我是|姓周[,，]?|姓名[:：\s]?|名字[是叫为:：]?)周[一二三四五六日天][^上下早中晚夜的去来看挂约到和跟或行可都不没有在是吧呢吗前后号,，。.!?;:\s\d\p{ASCII}](?=$|[,，。!?;\s]|想|挂|约)/gu
/** 周二周三里头挑一天: a choice among the days, and not by the last of them. */
const AMONG =
  /(?<=(?:周|星期|礼拜)[一二三四五六日天]|\d[号日])(?:里头?|里面|当中)(?=[^,。!?;\s]{0,3}(?:挑|选|哪|随|任|找|约))/gu
/** 明早一点 is a little earlier, and nobody comes at one in the night. */
const A_LITTLE_EARLIER = /(?<=[明今后天]早)一点(?![钟半整过多来前后以之一二三四五六七八九十\d]|左右)/gu
const WIDEST_MONTH = '正月'

const blank = (found: string): string => ' '.repeat(found.length)

/** The text with what says a time twice, or no time at all, blanked out; offsets stay. */
export const withoutAsides = (text: string): string =>
  /[这那隔年里早]|当中|周[一二三四五六日天]/u.test(text)
    ? text
        .replace(COUNTED_AGAIN, (_, days: string, again: string) =>
          /\d$/u.test(days) ? `${days}号${blank(again.slice(1))}` : days + blank(again),
        )
        .replace(AMONG, blank)
        .replace(A_LITTLE_EARLIER, blank)
        .replace(NAMED, (found) => '□'.repeat(found.length))
        .replace(HABIT, (found) => '□'.repeat(found.length))
        .replace(TURN_BEFORE_DAY, (found, at: number, all: string) =>
          all.startsWith('初', at + found.length)
            ? `${blank(found.slice(WIDEST_MONTH.length))}${WIDEST_MONTH}`
            : blank(found),
        )
    : text
