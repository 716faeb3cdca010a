import { FileFailure } from '../file-failure.ts';
import { scanPart } from './scan-part.ts';
import { cellTextReader } from './cell-text-reader.ts';
import type { ZipArchive } from './zip-archive.ts';

/** All texts of a workbook that differ: more do not come from people, and would not fit the memory. */
const MOST_CHARACTERS = 256 * 1_048_576;

/** The texts that a workbook's cells share, in order. */
export async function readSharedTexts(archive: ZipArchive, part: string): Promise<readonly string[]> {
  const texts: string[] = [];
  let characters = 0;
  const reader = cellTextReader();
  await scanPart(archive, part, {
    open: reader.open,
    text: reader.text,
    close(name) {
      reader.close(name);
      if (name !== 'si') return;
      const text = reader.take();
      characters += text.length;
      texts.push(text);
      if (characters > MOST_CHARACTERS)
        throw new FileFailure(
          `${archive.name} has more than ${MOST_CHARACTERS} characters of text, which is as many as are read`,
        );
    },
  });
  return texts;
}
