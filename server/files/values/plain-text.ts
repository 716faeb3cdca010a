/** A text as it is compared: full-width digits and signs as the usual ones, spaces single, small letters. */
export const plainText = (text: string): string =>
  usualText(text).replaceAll(/\s+/g, ' ').trim().toLowerCase();

/** Full-width digits and signs, as Chinese keyboards write them, as the usual ones. */
export const usualText = (text: string): string => (ASCII_ONLY.test(text) ? text : text.normalize('NFKC'));

// oxlint-disable-next-line no-control-regex -- every character up to 127
const ASCII_ONLY = /^[\u0000-\u007F]*$/;
