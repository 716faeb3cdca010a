import { expect, test } from 'vitest';
import { epochMs } from '#domain/time.ts';
import { progress } from './progress.ts';

function screen(isTTY: boolean, columns = 80) {
  const written: string[] = [];
  return { written, isTTY, columns, write: (text: string) => written.push(text) };
}

test('a terminal shows one line, not more often than ten times a second, and takes it away', () => {
  const terminal = screen(true);
  let now = 1_000;
  const shown = progress(terminal, () => epochMs(now));
  shown.show(() => 'one');
  shown.show(() => 'too soon');
  now += 100;
  shown.show(() => 'two');
  shown.clear();
  shown.clear();
  expect(terminal.written).toEqual(['\r\u001B[Kone', '\r\u001B[Ktwo', '\r\u001B[K']);
});

test('a line is cut to the width of the terminal', () => {
  const terminal = screen(true, 5);
  progress(terminal, () => epochMs(0)).show(() => '123456789');
  expect(terminal.written).toEqual(['\r\u001B[K1234']);
});

test('a file or a pipe gets nothing', () => {
  const file = screen(false);
  const shown = progress(file, () => epochMs(0));
  shown.show(() => 'one');
  shown.clear();
  expect(file.written).toEqual([]);
});
