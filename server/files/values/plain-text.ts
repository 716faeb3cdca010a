/** A text as it is compared: full-width digits and signs as the usual ones, spaces single, small letters. */
export function plainText(text: string): string {
  const usual = ASCII_ONLY.test(text) ? text : text.normalize('NFKC');
  return usual.replaceAll(/\s+/g, ' ').trim().toLowerCase();
}

// oxlint-disable-next-line no-control-regex -- every character up to 127
const ASCII_ONLY = /^[\u0000-\u007F]*$/;
