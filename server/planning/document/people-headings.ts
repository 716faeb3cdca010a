const listed = (headings: string): readonly string[] => headings.split(/,\s*/);

/** What people call the columns of a table of people, in English, Chinese and German. */
const HEADINGS: readonly (readonly [string, readonly string[]])[] = [
  [
    'id',
    listed(`agent id, employee id, staff id, employee number, personnel number, login, login id, 工号, 员工号, 员工编号, 坐席工号, 座席工号, 人员编号,
    personalnummer, mitarbeiternummer, kennung, agentennummer`),
  ],
  [
    'name',
    listed(
      'full name, agent, agent name, employee, employee name, 姓名, 员工姓名, 坐席姓名, 座席姓名, 名字, mitarbeiter, mitarbeitername',
    ),
  ],
  [
    'skills',
    listed(
      'skill, queues, queue, skill groups, 技能, 技能组, 队列, 业务技能, fähigkeiten, warteschlangen, gruppen, kenntnisse',
    ),
  ],
  ['languages', listed('language, 语言, 语种, sprachen, sprache')],
  [
    'hours_least',
    listed(
      'min hours, minimum hours, least hours, min weekly hours, minimum weekly hours, 最少工时, 最低工时, 周最少工时, 周最低工时, 每周最少工时, 每周最低工时, 周工时下限, 工时下限, mindeststunden, mindestwochenstunden',
    ),
  ],
  [
    'hours_most',
    listed(
      'max hours, maximum hours, most hours, weekly hours, contract hours, max weekly hours, maximum weekly hours, 最多工时, 最高工时, 最大工时, 周最多工时, 周最高工时, 周最大工时, 每周最多工时, 每周最高工时, 每周最大工时, 周工时, 每周工时, 周工时上限, 工时上限, wochenstunden, höchststunden, vertragsstunden',
    ),
  ],
  ['shifts', listed('allowed shifts, 班次, 可排班次, schichten')],
  ['site', listed('location, office, 职场, 地点, 工作地点, standort')],
  ['seniority', listed('years of service, 工龄, 资历, betriebszugehörigkeit, dienstjahre')],
  ['answering_share', listed('answering share, share of answering, 接线占比, 话务占比')],
  [
    'available',
    listed('availability, available times, 可用时间, 可排时间, 可上班时间, verfügbar, verfügbarkeit'),
  ],
  [
    'off',
    listed(
      'days off, leave, vacation, absence, holidays, 请假, 休假, 休息日, 年假, 不可排日期, urlaub, abwesend, abwesenheit, frei',
    ),
  ],
];

/** The columns of a table of people by their other headings. */
export const PEOPLE_HEADINGS: ReadonlyMap<string, string> = new Map(
  HEADINGS.flatMap(([column, headings]) => headings.map((heading) => [heading, column] as const)),
);
