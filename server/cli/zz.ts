import { readEventFile } from './read-event-file.ts';
import { readLines } from './read-lines.ts';
for (const f of ['/tmp/jan.ndjson.gz']) {
  for (let k = 0; k < 4; k++) {
    let n = 0;
    let t = performance.now();
    for await (const b of readLines(f)) n += b.lines.length;
    console.log('lines', n, Math.round((n / (performance.now() - t)) * 1000));
    n = 0;
    t = performance.now();
    for await (const b of readEventFile(f)) n += b.events.length;
    console.log('events', n, Math.round((n / (performance.now() - t)) * 1000));
  }
}
