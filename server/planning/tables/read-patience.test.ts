import { expect, test } from 'vitest';
import { tableOfBytes } from '../../files/table-source.ts';
import { readPatience } from './read-patience.ts';

const meansOf = async (text: string): Promise<Readonly<Record<string, number>>> => {
  const { waits: patience } = await readPatience(tableOfBytes('r.csv', Buffer.from(text)));
  return Object.fromEntries(
    [...patience].flatMap(([queue, waits]) =>
      waits.patience === undefined ? [] : [[queue, Math.round(waits.patience.meanSeconds)]],
    ),
  );
};

/** 90 answered after 15 s and 10 gone after 20 s have waited 1,550 s, for 10 who gave up. */
const OWN =
  'queue,interval_start,answered,abandoned,asa_seconds,abandon_wait_seconds,stream\nsales,2026-11-16T09:00:00+08:00,90,10,15.000,20.000,inbound\n';

test('patience is all waiting for each who gave up, in our own report and in those of switches', async () => {
  expect(await meansOf(OWN)).toEqual({ sales: 155, '*': 155 });
  const avaya =
    'Split/Skill Report\n\nSplit/Skill,Date,Time,ACD Calls,Aban Calls,Avg Speed Ans,Avg Aban Time\nsales,11/16/2026,9:00 AM,90,10,:15,:20\nTotal,,,90,10,:15,:20\n';
  const chinese = '技能组;接通量;放弃量;平均应答速度;平均放弃时长\nsales;90;10;15秒;0:00:20\n';
  for (const text of [avaya, chinese]) expect(await meansOf(text)).toEqual({ sales: 155, '*': 155 });
});

test('whom we call, and work that can wait, has no patience', async () => {
  const more =
    'sales,2026-11-16T09:00:00+08:00,1,50,500,500,outbound\nsales,2026-11-16T09:00:00+08:00,1,50,9,9,deferred\n';
  expect(await meansOf(OWN + more)).toEqual({ sales: 155, '*': 155 });
});

test('a mean of nothing weighs nothing, and a word is a mistake with its line', async () => {
  expect(await meansOf(`${OWN}sales,2026-11-16T09:30:00+08:00,0,0,,-,inbound\n`)).toEqual({
    sales: 155,
    '*': 155,
  });
  await expect(meansOf(`${OWN}sales,2026-11-16T09:30:00+08:00,many,0,1,1,inbound\n`)).rejects.toThrow(
    'r.csv line 3: answered must be a number of at least 0, got many',
  );
  await expect(meansOf('queue,answered\na,1\n')).rejects.toThrow(
    'missing abandoned, asa_seconds, abandon_wait_seconds',
  );
});

test('columns of the report that are not read are named', async () => {
  const text = 'queue,answered,abandoned,asa,avg wait,abandon wait secs\nsales,1,1,1,1,1\n';
  await expect(readPatience(tableOfBytes('r.csv', Buffer.from(text)))).rejects.toThrow(
    'missing abandon_wait_seconds',
  );
  const { reading } = await readPatience(
    tableOfBytes(
      'r.csv',
      Buffer.from('queue,answered,abandoned,asa,avg wait,avg aban time,site\na,1,1,1,1,1,x\n'),
    ),
  );
  expect(reading.unread).toEqual([
    { heading: 'avg wait', doubt: { kind: 'taken', column: 'asa_seconds' } },
    { heading: 'site' },
  ]);
});
