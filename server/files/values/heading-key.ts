import { plainText } from './plain-text.ts';

/** A heading as it is compared: letters and digits only, whatever stands between its words. */
export const headingKey = (heading: string): string => plainText(heading).replaceAll(/[^\p{L}\p{N}%]/gu, '');

/** The parts of a heading in two scripts, such as 队列 Queue; none where it is in one. */
export function headingParts(heading: string): readonly string[] {
  const chinese = heading.replaceAll(/[^\p{Script=Han}（）()\s]/gu, ' ').trim();
  const latin = heading.replaceAll(/[\p{Script=Han}（）]/gu, ' ').trim();
  return /\p{Script=Han}/u.test(chinese) && /\p{Script=Latin}/u.test(latin) ? [latin, chinese] : [];
}
