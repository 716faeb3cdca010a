import type { DemoIncident } from '#domain/board/demo.ts';
import type { Language } from '../../kit/page-language.ts';

/** What the strip of a demonstration says, in one language. */
export type DemoWords = {
  /** On the button that opens the strip. */
  readonly demo: string;
  readonly region: string;
  readonly simulated: string;
  readonly ownClock: string;
  readonly incidents: Readonly<Record<DemoIncident, string>>;
  readonly until: (time: string) => string;
  readonly running: string;
  readonly cutFeed: string;
  readonly restoreFeed: string;
  readonly speed: string;
  readonly times: (speed: number) => string;
  readonly close: string;
  readonly failed: string;
};

/** The strip's words in a language. */
export function demoWordsOf(language: Language): DemoWords {
  return language === 'zh' ? CHINESE : ENGLISH;
}

const ENGLISH: DemoWords = {
  demo: 'Demo',
  region: 'Demonstration: let something happen',
  simulated: 'A simulated floor.',
  ownClock: 'Its clock is not yours.',
  incidents: { surge: 'Surge ×2', outage: 'Mass outage', unreachable: '3 home agents offline' },
  until: (time) => `to ${time}`,
  running: 'going on',
  cutFeed: 'Cut the feed',
  restoreFeed: 'Restore the feed',
  speed: 'Speed',
  times: (speed) => `${speed}×`,
  close: 'Close',
  failed: 'The server does not answer.',
};

const CHINESE: DemoWords = {
  demo: '演示',
  region: '演示：制造事件',
  simulated: '模拟数据。',
  ownClock: '时钟与本地不同。',
  incidents: { surge: '话务高峰 ×2', outage: '大面积故障', unreachable: '3 名居家坐席失联' },
  until: (time) => `至 ${time}`,
  running: '进行中',
  cutFeed: '切断数据',
  restoreFeed: '恢复数据',
  speed: '速度',
  times: (speed) => `${speed}×`,
  close: '关闭',
  failed: '服务器没有应答。',
};
