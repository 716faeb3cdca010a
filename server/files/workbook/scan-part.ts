import { XmlScanner, type XmlListener } from './xml-scanner.ts';
import { damaged, type ZipArchive } from './zip-archive.ts';

/** Reads a part of a workbook to its end. What is wrong in it is a FileFailure that names it. */
export async function scanPart(archive: ZipArchive, part: string, listener: XmlListener): Promise<void> {
  const pieces = scanning(archive, part, listener);
  for (let piece = await pieces.next(); piece.done !== true; piece = await pieces.next());
}

/** Reads a part of a workbook piece by piece: whoever listens may look after each. */
export async function* scanning(
  archive: ZipArchive,
  part: string,
  listener: XmlListener,
): AsyncGenerator<void> {
  const scanner = new XmlScanner(listener);
  for await (const piece of archive.textOf(part)) {
    try {
      scanner.write(piece);
    } catch (cause) {
      throw damaged(archive.name, part, cause);
    }
    yield;
  }
}

/** Hears nothing: listeners say what they do hear. */
export const QUIET: XmlListener = { open: () => undefined, close: () => undefined, text: () => undefined };
