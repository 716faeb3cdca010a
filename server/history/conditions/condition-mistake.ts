import type { SourceLocation } from '@marcbachmann/cel-js';

/** What was written cannot be understood; the message is for whoever wrote it and names the place. */
export class ConditionMistake extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ConditionMistake';
  }
}

/** The mistake at a place of what was written: the words there, and what is wrong with them. */
export function mistake({ input, start, end }: SourceLocation, said: string): ConditionMistake {
  const words = input?.slice(start, end).slice(0, WORDS_SHOWN) ?? '';
  return new ConditionMistake(`${words}: ${said} (at character ${start + 1})`);
}

const WORDS_SHOWN = 80;
