import { plainText } from './plain-text.ts';

/** A heading as it is compared: letters and digits only, whatever stands between its words. */
export const headingKey = (heading: string): string => plainText(heading).replaceAll(/[^\p{L}\p{N}%]/gu, '');
