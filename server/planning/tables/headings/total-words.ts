import { plainText } from '../../../files/values/plain-text.ts';

const WORDS: ReadonlySet<string> = new Set(
  `total, totals, grand total, subtotal, sub total, sum, overall, all, average, avg, mean, max, maximum, min, minimum, summary,
  合计, 总计, 小计, 总和, 汇总, 总合计, 平均, 平均值, 均值, 总平均, 最大值, 最小值, 总数, 总量, 全天, 全部, 全天合计, 日合计, 月合计,
  summe, gesamt, gesamtsumme, gesamtergebnis, ergebnis, zwischensumme, insgesamt, mittelwert, durchschnitt, tagessumme, gesamtwert, alle`.split(
    /,\s*/,
  ),
);
/** Spreadsheets put the word behind the name of what is added up. */
const BEHIND = /.[ _-](?:total|subtotal|汇总|合计|小计|ergebnis|summe|gesamt)$/;

/** Whether a text names a sum or a mean of what stands beside it, in English, Chinese or German. */
export function isTotalWord(text: string): boolean {
  const plain = plainText(text).replaceAll(/^[\s:：*=-]+|[\s:：*=-]+$/g, '');
  return WORDS.has(plain) || BEHIND.test(plain);
}
