import type { EncodingFound } from '#domain/table-reading.ts';
import { FileFailure } from '../file-failure.ts';
import { findEncoding, knownEncoding, type EncodedText } from '../text/find-encoding.ts';

/**
 * The encoding of a page or of XML: what its bytes show for certain, else what it says of itself, else what they make likely. Programs often
 * say another than they write.
 */
export async function markupEncoding(
  text: EncodedText,
  { named, beginning }: { readonly named: string | undefined; readonly beginning: string },
): Promise<EncodingFound> {
  if (named !== undefined) return findEncoding(text, named);
  const told = toldEncoding(beginning);
  try {
    const found = await findEncoding(text);
    return told === undefined || told === 'utf-8' || SURE.has(found.because)
      ? found
      : { name: told, because: 'told-by-file' };
  } catch (cause) {
    if (!(cause instanceof FileFailure) || told === undefined || told === 'utf-8') throw cause;
    return { name: told, because: 'told-by-file' };
  }
}

const SURE: ReadonlySet<EncodingFound['because']> = new Set([
  'byte-order-mark',
  'only-ascii',
  'strictly-valid',
  'zeros-between',
]);

/** As `<meta charset=gb2312>`, in its older form, or as `<?xml encoding="gb2312"?>`; undefined where it is not told, or no encoding. */
function toldEncoding(beginning: string): string | undefined {
  const label = /(?:<meta\b[^>]*\bcharset|<\?xml\b[^>]*\bencoding)\s*=\s*["']?\s*([\w-]+)/i.exec(
    beginning,
  )?.[1];
  try {
    return label === undefined ? undefined : knownEncoding(label);
  } catch (cause) {
    if (!(cause instanceof FileFailure)) throw cause;
    return undefined;
  }
}
