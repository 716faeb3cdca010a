import type { SourceId } from '#domain/ids.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import { bankConverter } from '../../ingest/anonymous-bank/anonymous-bank.ts';
import { eventPile, type EventPile } from './event-pile.ts';
import { bankReport, type BankReport } from './bank-report.ts';
import type { Progress } from '../progress.ts';
import { readLines } from '../../files/read-lines.ts';
import { notOntoItself } from '../not-onto-itself.ts';
import { CommandFailure } from '../run-command.ts';
import { writeEventFile, type EventFileWriter } from '../../files/write-file.ts';

/** What is converted, and to where. */
export type BankFile = {
  /** A path; `-` is standard input. */
  readonly input: string;
  /** A path; `-` is standard output. */
  readonly out: string;
  readonly zone: TimeZone;
  readonly source: SourceId;
  /** Where every refused row is written, when that is wanted. */
  readonly refused?: string;
  readonly print: (line: string) => void;
  readonly progress: Progress;
};

/** Converts a file of the bank's records to a file of events in their order in time, and prints what became of the rows. */
export async function convertBankFile(file: BankFile): Promise<void> {
  notOntoItself({ inputs: [file.input], outs: { '--out': file.out, '--refused': file.refused } });
  const out = writeEventFile(file.out);
  const refused = file.refused === undefined ? undefined : writeEventFile(file.refused);
  try {
    const pile = eventPile();
    const report = bankReport(file.print);
    await readRecords(file, { pile, report, refused });
    await refused?.commit();
    if (pile.size() === 0 && report.refused() > 0)
      throw new CommandFailure(`no row of ${file.input} could be read`);
    for (const piece of pile.sorted()) await out.write(piece);
    await out.commit();
    file.progress.clear();
    report.finish(file.input, pile.size());
  } finally {
    file.progress.clear();
    await out.discard();
    await refused?.discard();
  }
}

type Outlets = {
  readonly pile: EventPile;
  readonly report: BankReport;
  readonly refused: EventFileWriter | undefined;
};

async function readRecords(file: BankFile, { pile, report, refused }: Outlets): Promise<void> {
  const convert = bankConverter(file.zone, file.source);
  await refused?.write(REFUSED_HEADER);
  for await (const { first, lines } of readLines(file.input)) {
    for (const [index, line] of lines.entries()) {
      const converted = convert(line, first + index);
      if (converted.kind === 'events' && !converted.events.every((event) => pile.add(event))) {
        throw new CommandFailure(tooMany(file.input, first + index));
      }
      if (converted.kind === 'refused') {
        file.progress.clear();
        await refused?.write(refusedRow(converted.refusal, line));
      }
      report.count(converted);
    }
    file.progress.show(() => `${file.input}: ${first + lines.length - 1} rows, ${pile.size()} events`);
  }
}

const tooMany = (path: string, line: number): string =>
  `${path} has more events than fit in memory (1.5 GiB are full at line ${line}): convert it in parts`;

const REFUSED_HEADER = 'line\treason\tfield\tvalue\texpected\trow\n';

type Refusal = Parameters<BankReport['count']>[0] & { readonly kind: 'refused' };

const refusedRow = (refusal: Refusal['refusal'], row: string): string =>
  `${[refusal.line, refusal.reason, refusal.field, refusal.value, refusal.expected].join('\t')}\t${row}\n`;
