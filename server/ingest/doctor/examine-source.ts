import type { AsteriskDefinition, SecretPlace, SourceDefinition } from '#domain/source-definition.ts';
import type { Clock } from '../../clock/clock.ts';
import { openHooks } from '../hooks/open-hooks.ts';
import { readSecretPlace } from '../links/read-secret-place.ts';
import type { Timers } from '../../clock/timers.ts';
import { examineAmi } from './examine-ami.ts';
import { examineFreeswitch } from './examine-freeswitch.ts';
import { examineQueueLog } from './examine-queue-log.ts';
import { some } from './examine-queues.ts';
import { bad, good, poor, type Examination, type Finding } from './finding.ts';

export type ExamineOptions = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly timers: Timers;
};

/** Tries one source as the server would, and says what is missing. */
export async function examineSource(source: SourceDefinition, options: ExamineOptions): Promise<Examination> {
  const { reach } = source;
  switch (reach?.kind) {
    case undefined:
      return { findings: [good('it sends its events to us, so there is nothing to try')] };
    case 'asterisk':
      return examineAsterisk(reach, options);
    case 'freeswitch':
      return withSecret(reach.password, options, (password) =>
        examineFreeswitch(reach, { password, ...options }),
      );
    case 'hook':
      return { findings: await examineHook(source, options) };
  }
}

async function examineAsterisk(
  definition: AsteriskDefinition,
  options: ExamineOptions,
): Promise<Examination> {
  const { ami, queueLog } = definition;
  let seen: Parameters<typeof examineQueueLog>[0]['seen'];
  const live =
    ami === undefined
      ? { findings: [NO_AMI] }
      : await withSecret(ami.password, options, async (password) => {
          const examination = await examineAmi(ami, { password, ...options });
          seen = examination.seen;
          return examination;
        });
  const record =
    queueLog === undefined
      ? [
          poor(
            'there is no queue-log:, so what happens while we are not connected is lost',
            'add queue-log: to the source',
          ),
        ]
      : await examineQueueLog({ path: queueLog, now: options.clock(), seen });
  const findings = [...live.findings, ...record, ...examineWrapUps(definition, seen?.queues ?? [])];
  return { findings, ...(seen !== undefined && { queues: seen.queues }) };
}

const NO_AMI = poor(
  'there is no ami:, so waits are known to a second only, and a quiet floor looks like a silent one',
  'add ami: to the source',
);

/** The switch tells nobody how long wrap-up is: without it agents are available a moment after each contact. */
function examineWrapUps({ wrapUps }: AsteriskDefinition, queues: readonly string[]): readonly Finding[] {
  if (wrapUps.everywhereMs !== undefined) return [];
  const known = new Map(Object.entries(wrapUps.queuesMs));
  const unknown = queues.filter((queue) => !known.has(queue));
  const none = queues.length === 0 && known.size === 0;
  if (unknown.length === 0 && !none) return [];
  return [
    poor(
      none ? 'no wrap-up is configured' : `wrap-up is not configured for ${some(unknown)}`,
      'add wrap-up-seconds: with the wrapuptime of queues.conf (0 where there is none)',
    ),
  ];
}

async function examineHook(
  source: SourceDefinition,
  { environment }: ExamineOptions,
): Promise<readonly Finding[]> {
  if (source.reach?.kind !== 'hook') return [];
  try {
    const hook = (await openHooks([source], environment)).get(source.id);
    const mapping = good(`the mapping ${source.reach.mapping} is read`);
    if (hook?.secret !== undefined) return [mapping, good('what the sender signs with is known')];
    return [
      mapping,
      poor(
        'it has no secret, so its sender has to show a token of ours',
        'add secret: with what the sender signs with, or: callboard token create --role source',
      ),
    ];
  } catch (cause) {
    return [
      bad(cause instanceof Error ? cause.message : String(cause), 'mend the source in the definitions'),
    ];
  }
}

async function withSecret(
  place: SecretPlace,
  { environment }: ExamineOptions,
  examine: (secret: string) => Promise<Examination>,
): Promise<Examination> {
  let secret: string;
  try {
    secret = await readSecretPlace(place, environment);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return { findings: [bad(why, 'put it there, readable for whoever runs Callboard')] };
  }
  return examine(secret);
}
