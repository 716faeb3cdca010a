import type { AcdEvent } from '#domain/acd-event.ts';
import type { SourceId } from '#domain/ids.ts';
import { MINUTE_MS, type DurationMs } from '#domain/time.ts';
import type { RefusedLine } from '#domain/board/wire.ts';
import { eslRecording, type Recorded } from '../../ingest/freeswitch/esl-recording.ts';
import { capturedChunks } from './convert-asterisk-chunks.ts';
import { notOntoItself } from '../not-onto-itself.ts';
import { eventWindow, type EventWindow } from './convert-asterisk-window.ts';
import type { Progress } from '../progress.ts';
import { CommandFailure } from '../run-command.ts';
import { writeEventFile, type EventFileWriter } from '../../files/write-file.ts';

/** Captures of one switch, in the order of time, and where their events go. */
export type EslConversion = {
  readonly inputs: readonly string[];
  /** When the bytes came, one file a capture; events carry their own time, so that none is needed. */
  readonly timings: readonly string[];
  /** A path; `-` is standard output. */
  readonly out: string;
  readonly source: SourceId;
  /** Absent: unknown. The switch tells it only in its table of agents. */
  readonly wrapUpMs?: DurationMs;
  readonly print: (line: string) => void;
  readonly progress: Progress;
};

/** A contact is dated by its call, which may have heard announcements for long before it came to a queue. */
const WINDOW_MS: DurationMs = 30 * MINUTE_MS;

/** Converts what an event socket has sent to a file of events, and prints what became of it. */
export async function convertFreeswitchEsl(conversion: EslConversion): Promise<void> {
  const { inputs, timings, progress } = conversion;
  notOntoItself({ inputs: [...inputs, ...timings], outs: { '--out': conversion.out } });
  if (timings.length > 0 && timings.length !== inputs.length)
    throw new CommandFailure(
      `expected one --timing for each of ${inputs.length} captures, got ${timings.length}`,
    );
  const outlet = {
    report: report(conversion),
    window: eventWindow(WINDOW_MS),
    out: writeEventFile(conversion.out),
  };
  try {
    await readCaptures(conversion, outlet);
    if (outlet.window.size() === 0)
      throw new CommandFailure(`${inputs.join(', ')}: no event of a queue in it`);
    await outlet.out.write(outlet.window.rest());
    await outlet.out.commit();
    progress.clear();
    outlet.report.finish(outlet.window.size());
  } finally {
    progress.clear();
    await outlet.out.discard();
  }
}

type Outlet = { readonly report: Report; readonly window: EventWindow; readonly out: EventFileWriter };

async function readCaptures(conversion: EslConversion, { report: told, window, out }: Outlet): Promise<void> {
  const { inputs, timings, progress } = conversion;
  const recording = eslRecording(conversion);
  const take = async (recorded: Recorded): Promise<void> => {
    told.count(recorded);
    window.add(recorded.events);
    await out.write(window.due());
  };
  for (const [index, path] of inputs.entries()) {
    for await (const { bytes } of capturedChunks(path, timings[index])) {
      await take(recording.read(bytes));
      progress.show(() => `${path}: ${window.size()} events`);
    }
    await take(recording.cut());
  }
  await take(recording.end());
}

type Report = { count(recorded: Recorded): void; finish(events: number): void };

/** Refusals shown in full: a screen of them. The rest is counted. */
const REFUSALS_SHOWN = 20;

function report({ print, progress, inputs }: EslConversion): Report {
  let contacts = 0;
  let refusals = 0;
  return {
    count({ events, refused }) {
      contacts += events.filter(isStart).length;
      for (const refusal of refused) {
        refusals += 1;
        if (refusals > REFUSALS_SHOWN) continue;
        progress.clear();
        print(inWords(refusal));
      }
    },
    finish(events) {
      if (refusals > REFUSALS_SHOWN) print(`… and ${refusals - REFUSALS_SHOWN} more refusals`);
      print(`${inputs.join(', ')}: ${contacts} contacts, ${events} events, ${refusals} refused`);
    },
  };
}

const isStart = ({ kind }: AcdEvent): boolean => kind === 'contact-started';

function inWords({ line, reason, field, value, expected }: RefusedLine): string {
  const what = field === '' ? `"${value}"` : `${field} is "${value}"`;
  return `frame ${line}: ${reason}: ${reason === 'missing-field' ? `${field} is missing` : what}, expected ${expected}`;
}
