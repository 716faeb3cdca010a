import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sourceId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';
import { readDefinitions } from '../../definitions/read-definitions.ts';
import { mapHookBody } from './mapping/map-hook-body.ts';
import { openMapping, readyMappings } from './open-hooks.ts';
import { readHookMapping } from './mapping/read-hook-mapping.ts';

const page = readFileSync(new URL('../../../docs/connect-webhook.md', import.meta.url), 'utf8');

/** The examples of one language on the page, without the margin of a list. */
const examples = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`^( *)\`\`\`${language}\n([^]*?)^ *\`\`\`$`, 'gm'))].map(
    ([, margin = '', text = '']) => text.replaceAll(new RegExp(`^${margin}`, 'gm'), ''),
  );

const [mapping = '', ...others] = examples('yaml').toSorted(
  (one, other) => Number(other.startsWith('name:')) - Number(one.startsWith('name:')),
);

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
