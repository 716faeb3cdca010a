import type { AlertMeasure, AlertRule, RuleScope, Threshold } from '#domain/alert.ts';
import { USUAL_RULES, type QueueDefinition } from '#domain/centre.ts';
import { queueId } from '#domain/ids.ts';
import type { ServiceTarget } from '#domain/service-target.ts';
import { SECOND_MS } from '#domain/time.ts';
import { MEASURES, type WrittenAlert } from './definitions-schema.ts';
import { nearestName } from '#domain/text/nearest-name.ts';
import { noteAt, noteMissing, type Taking } from './take-by-schema.ts';
import { shareOfPercent } from './share-of.ts';

/** The queues that rules may name, and the targets that they may refer to. */
export type RuleContext = { readonly target: ServiceTarget; readonly queues: readonly QueueDefinition[] };

/** The usual rules, with the written ones in the place of those that have their id; `off: true` takes one away. */
export function readAlertRules(
  taking: Taking,
  alerts: readonly WrittenAlert[],
  context: RuleContext,
): readonly AlertRule[] {
  const rules = new Map(USUAL_RULES.map((rule) => [rule.id, rule]));
  const written = new Set<string>();
  for (const alert of alerts) {
    const { id } = alert;
    if (written.has(id)) noteAt(taking, alert, 'id', `each id once, and ${id} was there before`);
    written.add(id);
    const rule = alert.off === true ? undefined : readRule({ taking, alert, context });
    if (rule === undefined) rules.delete(id);
    else rules.set(id, rule);
  }
  return [...rules.values()];
}

/** What each measure is broken by, and how its limits are written. A share rests on a sample; what is counted does not. */
const WATCHED = {
  'service-level': { breach: 'below', limit: 'share or target', sample: 10 },
  'abandon-rate': { breach: 'above', limit: 'share', sample: 10 },
  'longest-wait': { breach: 'above', limit: 'wait', sample: 0 },
  'source-silence': { breach: 'above', limit: 'seconds', sample: 0 },
  waiting: { breach: 'above', limit: 'contacts', sample: 0 },
} as const satisfies Record<AlertMeasure, object>;
type Limit = (typeof WATCHED)[AlertMeasure]['limit'];

type RuleText = { readonly taking: Taking; readonly alert: WrittenAlert; readonly context: RuleContext };

function readRule(text: RuleText): AlertRule | undefined {
  const { taking, alert } = text;
  const { measure } = alert;
  if (measure === undefined) return noteMissing(taking, alert, 'measure', MEASURES.join(', '));
  const scope = readScope(text, measure);
  const limits = readLimits(text, measure);
  const { sample, limit, breach } = WATCHED[measure];
  if (alert['minimum-sample'] !== undefined && !limit.startsWith('share'))
    noteAt(taking, alert, 'minimum-sample', `no minimum-sample: a ${measure} needs none`);
  if (scope === undefined || limits === undefined) return undefined;
  refuseCrossed(text, { breach, scope, ...limits });
  return {
    id: alert.id,
    measure,
    scope,
    breach,
    ...limits,
    forMs: Math.round((alert['for-seconds'] ?? 0) * SECOND_MS),
    minimumSample: alert['minimum-sample'] ?? sample,
    severity: alert.severity ?? 'warning',
  };
}

function readScope({ taking, alert, context }: RuleText, measure: AlertMeasure): RuleScope | undefined {
  const { queue, queues } = alert;
  if (measure === 'source-silence') {
    if (queue === undefined && queues === undefined) return { kind: 'every-source' };
    const misplaced = queue === undefined ? 'queues' : 'queue';
    return noteAt(taking, alert, misplaced, 'no queue: the rule is for every source');
  }
  if (queue !== undefined && queues !== undefined)
    return noteAt(taking, alert, 'queue', 'either queue or queues');
  if (queue !== undefined) return readQueueScope({ taking, alert, context }, queue);
  if (queues === undefined)
    return noteMissing(taking, alert, 'queues', 'queue: with a name, queues: all or queues: centre');
  return queues === 'all' ? { kind: 'every-queue' } : { kind: 'centre' };
}

function readQueueScope({ taking, alert, context }: RuleText, name: string): RuleScope | undefined {
  const ids = context.queues.map((queue) => queue.id);
  if (ids.some((id) => id === name)) return { kind: 'queue', queue: queueId(name) };
  const nearest = nearestName(name, ids);
  const meant = nearest === undefined ? '' : `: did you mean ${nearest}?`;
  return noteAt(taking, alert, 'queue', `a queue that is defined under queues${meant}`);
}

type Limits = { readonly threshold: Threshold; readonly clear: Threshold };

function readLimits({ taking, alert }: RuleText, measure: AlertMeasure): Limits | undefined {
  const { breach, limit } = WATCHED[measure];
  const wrong = breach === 'below' ? 'above' : 'below';
  if (alert[wrong] !== undefined)
    noteAt(taking, alert, wrong, `${breach}: a ${measure} is broken ${breach} its limit`);
  const take = (key: 'above' | 'below' | 'clear', expected: string): Threshold | undefined => {
    const written = alert[key];
    if (written === undefined) return noteMissing(taking, alert, key, expected);
    return (
      readLimit(written, limit) ?? noteAt(taking, alert, key, `${WRITTEN[limit]}${hintOf(written, limit)}`)
    );
  };
  const threshold = take(breach, WRITTEN[limit]);
  const clear = take('clear', `the value at which the alert is over: ${WRITTEN[limit]}`);
  return threshold === undefined || clear === undefined ? undefined : { threshold, clear };
}

/** How a limit is written, in words. */
const WRITTEN: Readonly<Record<Limit, string>> = {
  'share or target': 'a share such as 80%, target, or target + 2%',
  share: 'a share such as 10%',
  wait: 'a number of seconds, 0 or more, or a multiple of the time of the target such as 6 x target',
  seconds: 'a number of seconds, 0 or more',
  contacts: 'a number of contacts, 0 or more',
};

/** A bare 80 where a share is meant is likely a percentage. */
function hintOf(written: string, limit: Limit): string {
  const value = Number(written);
  return limit.startsWith('share') && value > 1 && value <= 100 ? `: write ${value}% or ${value / 100}` : '';
}

function readLimit(written: string, limit: Limit): Threshold | undefined {
  switch (limit) {
    case 'share or target':
      return readTargetLimit(written) ?? valueLimit(shareLimit(written));
    case 'share':
      return valueLimit(shareLimit(written));
    case 'wait':
      return readTimesLimit(written) ?? valueLimit(numberOf(written));
    case 'seconds':
      return valueLimit(numberOf(written));
    case 'contacts':
      return valueLimit(numberOf(written), Number.isSafeInteger);
  }
}

/** `target`, `target - 5%`. */
function readTargetLimit(written: string): Threshold | undefined {
  const [whole, sign, points = '0%'] = /^target(?: *([+-]) *(\d.*%))?$/.exec(written) ?? [];
  const offset = whole === undefined ? undefined : shareOfPercent(points);
  return offset === undefined ? undefined : { kind: 'target', offset: sign === '-' ? -offset : offset };
}

/** `6 x target`. */
function readTimesLimit(written: string): Threshold | undefined {
  const [, times] = /^(\d+(?:\.\d+)?) *[x×*] *target$/.exec(written) ?? [];
  return times === undefined ? undefined : { kind: 'target-time', times: Number(times) };
}

function shareLimit(written: string): number | undefined {
  const share = shareOfPercent(written) ?? numberOf(written);
  return share !== undefined && share <= 1 ? share : undefined;
}

const numberOf = (written: string): number | undefined =>
  /^\d+(\.\d+)?$/.test(written) ? Number(written) : undefined;

function valueLimit(
  value: number | undefined,
  isMeant: (value: number) => boolean = Number.isFinite,
): Threshold | undefined {
  return value !== undefined && isMeant(value) ? { kind: 'value', value } : undefined;
}

type Crossing = Limits & { readonly breach: AlertRule['breach']; readonly scope: RuleScope };

/** An alert that is over on the bad side of its limit would fire and clear at once, for ever. */
function refuseCrossed(
  { taking, alert, context }: RuleText,
  { breach, scope, threshold, clear }: Crossing,
): void {
  const crossed = targetsOf(scope, context).some((target) => {
    const [limit, over] = [valueAt(threshold, target), valueAt(clear, target)];
    return breach === 'below' ? over < limit : over > limit;
  });
  if (!crossed) return;
  const side = breach === 'below' ? 'no lower' : 'no higher';
  noteAt(taking, alert, 'clear', `a clear value on the good side of the limit, so ${side} than it`);
}

function targetsOf(scope: RuleScope, { target, queues }: RuleContext): readonly ServiceTarget[] {
  const own = queues.filter(
    (queue) => scope.kind === 'every-queue' || (scope.kind === 'queue' && scope.queue === queue.id),
  );
  return [...own.map((queue) => queue.target), ...(scope.kind === 'queue' ? [] : [target])];
}

function valueAt(limit: Threshold, { share, withinMs }: ServiceTarget): number {
  switch (limit.kind) {
    case 'value':
      return limit.value;
    case 'target':
      return Math.min(1, share + limit.offset);
    case 'target-time':
      return (limit.times * withinMs) / SECOND_MS;
  }
}
