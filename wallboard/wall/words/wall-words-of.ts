import type { Naming } from '#domain/centre.ts';
import { english } from './wall-words-en.ts';
import { chinese } from './wall-words-zh.ts';
import type { Language } from '../../kit/page-language.ts';
import type { Words } from './wall-words.ts';

/** The words of a language. */
export function wordsOf(language: Language): Words {
  return language === 'zh' ? chinese : english;
}

/** What something is called here; in the other language where this one has no name for it, else its id. */
export function nameOf(naming: Naming, words: Words, id: string): string {
  const { zh, en } = naming;
  return (words.language === 'zh' ? (zh ?? en) : (en ?? zh)) ?? id;
}
