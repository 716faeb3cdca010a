import { expect, test } from 'vitest';
import type { SourceFigures, SourceState } from '#domain/board/board.ts';
import { wordsOf } from '../words/wall-words-of.ts';
import { sourceWords } from './source-words.ts';

const sources = (states: Readonly<Record<string, SourceState>>): Record<string, SourceFigures> =>
  Object.fromEntries(Object.entries(states).map(([id, state]) => [id, { state, refused: 0 }]));

test('the state of each source is said, in both languages', () => {
  const both = sources({ pbx1: 'live', chat: 'quiet' });
  expect(sourceWords(both, wordsOf('en'))).toEqual(['chat quiet · pbx1 live']);
  expect(sourceWords(both, wordsOf('zh'))).toEqual(['chat 空闲 · pbx1 正常']);
});

test('what is wrong is said first, and alone where there is little room', () => {
  const all = sources({ a: 'live', b: 'stopped', c: 'silent' });
  expect(sourceWords(all, wordsOf('en'))).toEqual([
    'c silent · b stopped · a live',
    'c silent · b stopped',
    'c silent',
  ]);
});

test('a long id is cut, and without sources nothing is said', () => {
  expect(sourceWords(sources({ 'headquarters-pbx': 'live' }), wordsOf('en'))[0]).toMatch(/^headq.*… live$/);
  expect(sourceWords({}, wordsOf('en'))).toEqual([]);
});

test('a switch that refuses the login is said first, in both languages', () => {
  const all = {
    ...sources({ a: 'silent' }),
    pbx: { state: 'quiet', refused: 0, isLoginRefused: true },
  } as const;
  expect(sourceWords(all, wordsOf('en'))[0]).toBe('pbx: login refused · a silent');
  expect(sourceWords(all, wordsOf('zh'))[0]).toBe('pbx 登录被拒 · a 无信号');
});
