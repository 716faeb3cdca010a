import type { Member } from './switch-state.ts';

/** What can be known of members by a log alone: persistent ones write no line when the switch starts. */
export type MembersNamed = {
  hear(words: string): void;
  /** Whether the log has told of every queue that the member serves. */
  knows(member: Member): boolean;
};

/** Nobody was named yet. */
export function membersNamed(): MembersNamed {
  const served = new Map<string, Set<string>>();
  const lapsed = new Map<string, Set<string>>();
  return {
    knows: ({ name, queues }) => [...queues.keys()].every((queue) => served.get(name)?.has(queue) === true),
    hear(words) {
      const [, queue = '', member = '', verb = ''] = words.split('|');
      if (verb === 'QUEUESTART') {
        for (const [name, queues] of served) lapsed.set(name, queues);
        return served.clear();
      }
      const queues = served.get(member) ?? new Set();
      served.set(member, queues);
      // Whoever does something as a member has outlived the start with all queues that were known.
      const before = lapsed.get(member);
      const isEvidence = /^(UN)?PAUSE$|^REMOVEMEMBER$/.test(verb) || before?.has(queue) === true;
      if (isEvidence && verb !== 'ADDMEMBER' && before !== undefined) {
        for (const one of before) queues.add(one);
        lapsed.delete(member);
      }
      if (/^(ADDMEMBER|(UN)?PAUSE)$/.test(verb)) queues.add(queue);
      if (verb === 'REMOVEMEMBER') queues.delete(queue);
    },
  };
}
