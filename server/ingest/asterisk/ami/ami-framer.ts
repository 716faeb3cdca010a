import type { AmiBlock } from './ami-block.ts';
import { lineCutter, type CutLine } from '../log/line-cutter.ts';

/** What a stream of AMI is made of. */
export type AmiFrame =
  /** The first line of a connection: `Asterisk Call Manager/11.0.0`, the version of AMI. */
  | { readonly kind: 'greeting'; readonly text: string }
  | { readonly kind: 'block'; readonly block: AmiBlock }
  /** More than a block may have; passed over up to its end. */
  | { readonly kind: 'too-long'; readonly start: string; readonly bytes: number };

/** Cuts a stream of bytes into blocks, however it is chunked. A block that is cut short by the end of the stream never comes. */
export type AmiFramer = {
  push(chunk: Uint8Array): AmiFrame[];
};

/** The longest block seen in captures has 3 kB; a command's output may have more. Beyond this it is no AMI. */
export const AMI_BLOCK_MAX_BYTES = 262_144;

/** A framer at the beginning of a connection. */
export function amiFramer(maxBytes: number = AMI_BLOCK_MAX_BYTES): AmiFramer {
  const cutter = lineCutter(maxBytes);
  const draft = blockDraft(maxBytes);
  let isFirst = true;
  return {
    push(chunk) {
      const frames: AmiFrame[] = [];
      for (const line of cutter.push(chunk)) {
        if (isFirst && line.kind === 'line' && GREETING.test(line.text)) {
          frames.push({ kind: 'greeting', text: line.text });
        } else {
          const frame = draft.add(line);
          if (frame !== undefined) frames.push(frame);
        }
        isFirst = false;
      }
      return frames;
    },
  };
}

const GREETING = /^Asterisk Call Manager\//;

type BlockDraft = {
  /** The frame that ends with this line; undefined while it goes on. */
  add(line: CutLine): AmiFrame | undefined;
};

function blockDraft(maxBytes: number): BlockDraft {
  let keys: string[] = [];
  let values: string[] = [];
  let start = '';
  let size = 0;
  return {
    add(line) {
      if (line.kind === 'line' && line.text === '') {
        const frame: AmiFrame | undefined =
          size > maxBytes ? { kind: 'too-long', start, bytes: size } : wholeBlock(keys, values);
        [keys, values, start, size] = [[], [], '', 0];
        return frame;
      }
      const text = line.kind === 'line' ? line.text : line.start;
      if (size === 0) start = text.slice(0, SHOWN_CHARACTERS);
      size += line.kind === 'line' ? Math.max(1, text.length) : line.bytes;
      if (size > maxBytes) [keys, values] = [[], []];
      else addLine(keys, values, text);
      return undefined;
    },
  };
}

const SHOWN_CHARACTERS = 80;

/** Two empty lines on end make no block. */
const wholeBlock = (keys: readonly string[], values: readonly string[]): AmiFrame | undefined =>
  keys.length === 0 ? undefined : { kind: 'block', block: { keys, values } };

/** `Key: Value`; the value may be empty and may hold colons. A line without a colon is a value without a key. */
function addLine(keys: string[], values: string[], text: string): void {
  const colon = text.indexOf(':');
  keys.push(colon === -1 ? '' : text.slice(0, colon));
  values.push(text.slice(text.charCodeAt(colon + 1) === SPACE ? colon + 2 : colon + 1));
}

const SPACE = 32;
