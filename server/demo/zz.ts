import { monitorEventLoopDelay } from 'node:perf_hooks';
import { mkdtempSync, rmSync } from 'node:fs';
import { pino } from 'pino';
import { scenarioNamed } from '../../forecasting/simulation/scenarios/scenarios.ts';
import { historyDays } from './history-days.ts';
import { startDemo } from './start-demo.ts';
import { systemClock } from '../clock.ts';
const s = scenarioNamed(process.argv[2] ?? '')!; const speed = Number(process.argv[3]); const days = process.argv[4] === undefined ? historyDays(s.model) : Number(process.argv[4]);
const folder = mkdtempSync('/tmp/zz-');
const t = Date.now();
const d = await startDemo({ folder, scenario: s, speed, seed: 1, days, port: 0, clock: systemClock, log: pino({ level: 'warn' }), onProgress: () => {}, stop: new AbortController().signal });
console.log(s.id, 'days', days, 'events', d!.eventsOfHistory, 'ms', Date.now() - t, 'rss', process.memoryUsage().rss >> 20);
const act = (b: object) => fetch(`http://127.0.0.1:${d!.server.port}/v1/demo`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(b) }).then((r) => r.status);
const board = async () => { const { board: b, serverAt } = await (await fetch(`http://127.0.0.1:${d!.server.port}/v1/board`)).json(); return [new Date(serverAt).toISOString(), b.total.waiting, JSON.stringify(b.total.agents), b.total.day.counts.offered, JSON.stringify(b.demo.incidents), Object.values(b.sources).map((x: any) => x.state).join()].join(' '); };
await new Promise((r) => setTimeout(r, 3000));
for (const phase of ['live', 'cut', 'restored']) {
  if (phase === 'cut') await act({ action: 'cut-feed' });
  if (phase === 'restored') await act({ action: 'restore-feed' });
  const h = monitorEventLoopDelay({ resolution: 5 }); h.enable(); const c = process.cpuUsage();
  await new Promise((r) => setTimeout(r, phase === 'cut' ? 20000 : 8000));
  h.disable(); const u = process.cpuUsage(c);
  console.log(phase, 'loop p99', (h.percentile(99) / 1e6).toFixed(0), 'max', (h.max / 1e6).toFixed(0), 'ms; cpu', ((u.user + u.system) / 1e4 / (phase === 'cut' ? 20 : 8) / 1).toFixed(0), '% ', await board());
}
await d!.server.stop(); rmSync(folder, { recursive: true }); process.exit(0);
