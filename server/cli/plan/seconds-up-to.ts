import { InvalidArgumentError } from 'commander';

/** Reads an option of seconds above 0 and at most so many. */
export function secondsUpTo(most: number): (text: string) => number {
  return (text) => {
    const seconds = Number(text);
    if (text.trim() !== '' && seconds > 0 && seconds <= most) return seconds;
    throw new InvalidArgumentError(`expected seconds above 0, at most ${most}, got ${text}`);
  };
}
