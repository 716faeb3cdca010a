import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** What a real FreeSWITCH 1.10.12 sent while a script made calls. */
const FOLDER = resolve(import.meta.dirname, 'captures');

export type CaptureName =
  | 'esl_callcenter_plain'
  | 'esl_callcenter_plain_2'
  | 'esl_callcenter_json'
  | 'esl_calls_plain'
  | 'esl_actions'
  | 'esl_actions_2';

/** The zipped file of one connection. */
export const capturePath = (name: CaptureName): string => resolve(FOLDER, `${name}.raw.gz`);

const textOf = (name: string): string => gunzipSync(readFileSync(resolve(FOLDER, `${name}.gz`))).toString();

/** The bytes of one connection. */
export function captureBytes(name: CaptureName): Buffer {
  return gunzipSync(readFileSync(capturePath(name)));
}

/** The same, cut as the socket cut them, with the times of their receipt. */
export function captureChunks(name: CaptureName): { readonly at: number; readonly bytes: Buffer }[] {
  const bytes = captureBytes(name);
  const lines = textOf(`${name}.timing.jsonl`).trim().split('\n');
  return lines.map((line) => {
    const { recv_ms: at, offset, len } = JSON.parse(line);
    return { at, bytes: bytes.subarray(offset, offset + len) };
  });
}

/** When each phase of the script began, by its number, and when the script ended. */
export function phaseTimes(): ReadonlyMap<number | 'end', number> {
  const times = new Map<number | 'end', number>();
  for (const line of textOf('scenario.log').split('\n')) {
    const [, at, phase] = /^(\d+) (?:PHASE (\d+) |END)/.exec(line) ?? [];
    if (at !== undefined) times.set(phase === undefined ? 'end' : Number(phase), Number(at));
  }
  return times;
}

/** The questions that the script asked, in the order of their answers in `esl_actions` and then `esl_actions_2`. */
export function scriptedQuestions(): { readonly at: number; readonly question: string }[] {
  const lines = textOf('scenario.log').split('\n');
  return lines.flatMap((line) => {
    const [, at, question] = /^(\d+) API (.*)/.exec(line) ?? [];
    return at === undefined || question === undefined ? [] : [{ at: Number(at), question }];
  });
}
