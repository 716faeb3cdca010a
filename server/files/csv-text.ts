/** A field of CSV: text with a comma, a quote or a line break in it is quoted (RFC 4180). */
export const csvText = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
