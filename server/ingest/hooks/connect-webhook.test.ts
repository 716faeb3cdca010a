import { describe, expect, test } from 'vitest';
import { sourceId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';
import { readDefinitions } from '../../definitions/read-definitions.ts';
import { mapHookBody } from './mapping/map-hook-body.ts';
import { openPage } from '../../testing/walk-page.ts';
import { openMapping, readyMappings } from './open-hooks.ts';
import { readHookMapping } from './mapping/read-hook-mapping.ts';

const { text: page, blocks: examples } = openPage('connect-webhook.md');

const mapping = examples('yaml').find((text) => text.startsWith('name:')) ?? '';
/** Definitions with mappings that come with the program. */
const others = examples('yaml').filter((text) => /^ +mapping: [\w-]+$/m.test(text));

test('the mapping on the page makes of the body on the page the event on the page', () => {
  const read = readHookMapping(mapping);
  if (read.kind !== 'mapping') throw new Error(JSON.stringify(read.mistakes));
  const [body = ''] = examples('json');
  const [event = ''] = examples('ndjson');
  const request = { body: JSON.parse(body), headers: {}, query: {} };
  const { events, refused } = mapHookBody(read.mapping, request, {
    source: sourceId('pbx'),
    receivedAt: epochMs(0),
  });
  expect(refused).toEqual([]);
  expect(events.map((one) => JSON.stringify(one))).toEqual([event.trim()]);
});

describe('the definitions on the page', () => {
  test.each(others)('%#', (text) => {
    const read = readDefinitions(text);
    if (read.kind !== 'centre') throw new Error(JSON.stringify(read.mistakes));
    for (const { reach } of read.centre.sources) {
      if (reach?.kind !== 'hook') throw new Error('no hook');
      expect(openMapping(reach.mapping).name).toBeTruthy();
    }
  });

  test('show every mapping that comes with the program', () => {
    for (const name of readyMappings()) {
      expect(others.join('\n')).toContain(`mapping: ${name}\n`);
      expect(page).toContain(`| \`${name}\` |`);
    }
  });
});
