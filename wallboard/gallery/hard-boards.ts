import type { Board, Figures } from '#domain/board/board.ts';
import { sourceId } from '#domain/ids.ts';
import { MINUTE_MS, SECOND_MS, later } from '#domain/time.ts';
import {
  busyBoard,
  calmBoard,
  emptyBoard,
  numbered,
  queue,
  SAMPLE_AT,
  sampleFigures,
  sources,
  type Level,
} from './sample-boards.ts';

/** So many queues: every ninth breached, every fifth at risk, the rest well, by the harm done in them. */
export function manyQueuesBoard(queues: number): Board {
  const levels = Array.from({ length: queues }, (_, at): Level => {
    const missed = at % 9 === 4 ? 20 + (at % 7) : at % 5 === 2 ? 10 : at % 3;
    return { met: 50 - missed, offered: 50, ...(missed > 9 && { waiting: 3, oldest: 30 + at }) };
  });
  const all = levels.map((level, at) =>
    queue({ zh: `业务技能组${at + 1}`, en: `Skill group ${at + 1}` }, level, { available: 1, busy: 4 }),
  );
  return { ...busyBoard(), total: totalOf(levels), queues: numbered(all), alerts: {} };
}

/** What some queues come to. */
function totalOf(levels: readonly Level[]): Figures {
  const sum = (read: (level: Level) => number): number => levels.reduce((all, one) => all + read(one), 0);
  const waiting = sum((one) => one.waiting ?? 0);
  return sampleFigures(
    {
      met: sum(({ met }) => met),
      offered: sum(({ offered }) => offered),
      ...(waiting > 0 && { waiting, oldest: Math.max(...levels.map(({ oldest = 0 }) => oldest)) }),
    },
    { available: levels.length, busy: 4 * levels.length },
  );
}

/** Names of forty letters that differ at the end, in the middle, or hardly. */
export function longNamesBoard(): Board {
  const names = [
    ['华南地区宽带故障报修及投诉受理专用队列（普通话）', 'Southern region broadband faults, Mandarin'],
    ['华南地区宽带故障报修及投诉受理专用队列（粤语）', 'Southern region broadband faults, Cantonese'],
    [
      '华南地区宽带故障一线报修及投诉受理专用超长队列',
      'Southern region first-line broadband faults and complaints',
    ],
    [
      '华南地区宽带故障二线报修及投诉受理专用超长队列',
      'Southern region second-line broadband faults and complaints',
    ],
  ] as const;
  const all = names.map(([zh, en]) => queue({ zh, en }, { met: 40, offered: 50 }, { available: 1, busy: 4 }));
  return { ...busyBoard(), queues: numbered(all) };
}

/** The board with one more source in a state, of which some queues and with them the whole live. */
export function withFeed(
  board: Board,
  source: string,
  state: 'dead' | 'clock-wrong' | 'quiet' | 'unfed' | 'refused',
  fed: readonly string[],
): Board {
  const own = [sourceId(source)];
  const frozenAt = later(SAMPLE_AT, -57 * SECOND_MS);
  const freshness: Figures['freshness'] =
    state === 'dead' || state === 'refused'
      ? { state: 'dead', sources: own, frozenAt }
      : state === 'clock-wrong'
        ? { state, sources: own }
        : { state };
  const states = { dead: 'silent', refused: 'silent', 'clock-wrong': 'clock-wrong', quiet: 'quiet' } as const;
  const queues = Object.entries(board.queues).map(([id, figures]) => [
    id,
    fed.includes(id) ? { ...figures, sources: own, freshness } : figures,
  ]);
  const told: Board['sources'] =
    state === 'unfed'
      ? {}
      : {
          ...sources({ 'acd-1': 'live' }),
          [own[0] ?? '']: {
            state: states[state],
            refused: 0,
            ...(state === 'refused' && { isLoginRefused: true }),
            ...(state === 'clock-wrong' && { skewMs: 23 * MINUTE_MS }),
          },
        };
  return {
    ...board,
    total: { ...board.total, freshness },
    queues: Object.fromEntries(queues),
    sources: told,
  };
}

/** A new installation whose only switch has not told anything yet: it is out of reach, or it does not let us in. */
export function unheardBoard(why: 'unreachable' | 'refused'): Board {
  const own = [sourceId('pbx1')];
  const board = emptyBoard();
  const unheard = { state: 'silent', refused: 0, isUnheard: true } as const;
  return {
    ...board,
    total: { ...board.total, sources: own, freshness: { state: 'dead', sources: own } },
    sources: { [own[0] ?? '']: why === 'refused' ? { ...unheard, isLoginRefused: true as const } : unheard },
  };
}

/** The manager interface of the switch refuses the login, and its log goes on. */
export function refusedBesideLogBoard(): Board {
  const board = withFeed(calmBoard(), 'pbx1', 'quiet', ['q1']);
  const refused = { state: 'quiet', refused: 0, isLoginRefused: true } as const;
  return { ...board, sources: { [sourceId('pbx1')]: refused } };
}

/** Some are on a contact though nobody told that they signed in. */
export function unsignedBoard(): Board {
  const board = busyBoard();
  const agents = { ...board.total.agents, unsigned: 6 };
  return { ...board, total: { ...board.total, agents } };
}
