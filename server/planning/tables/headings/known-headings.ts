import type { ColumnRole } from './column-role.ts';

const listed = (headings: string): readonly string[] => headings.split(/,\s*/);

/**
 * The headings under which a role is known, as switches export them and people write them: Avaya (CMS, BCMS and their database),
 * Genesys, Cisco (CCX, CUIC), Amazon Connect, TCCC and other Chinese platforms, and our own tables. Average, Avg and Ø are one
 * word, units in brackets are read apart, and what is not a letter or a digit does not count.
 */
export const KNOWN_HEADINGS: readonly (readonly [ColumnRole, readonly string[]])[] = [
  [
    'queue',
    listed(`queue, queue name, split, split/skill, split name, skill, skill name, skill group, skill group name,
    split/skill name, csq, csq name, contact service queue, contact service queue name, call type,
    call type name, precision queue, precision queue name, enterprise name, service, service name, workgroup,
    acd queue, vdn, vdn name, virtual queue, hunt group, contact type, queued skill group name,
    line of business, lob, hotline, 队列, 队列名称, 队列名, 技能组, 技能组名称, 技能组名, 技能, 技能队列,
    业务, 业务线, 业务类型, 业务组, 热线, 热线名称, 话务组, 服务组, 坐席组, 座席组, 技能分组, 排队队列, 语种,
    渠道队列, 客服组, 专席, warteschlange, warteschlangenname, gruppe, acd-gruppe, skillgruppe, rufgruppe,
    anrufgruppe, dienst, fachgruppe, service-linie, sammelanschluss, agentengruppe, hotlinename`),
  ],
  [
    'queue-id',
    listed(`queue id, queue number, split number, skill id, skill number, csq id, call type id, skill group id,
    队列id, 队列编号, 技能组id, 技能组编号, 技能组号, gruppennummer`),
  ],
  [
    'day',
    listed(`date, day, row_date, call date, report date, calendar date, 日期, 统计日期, 数据日期, 报表日期, 话务日期,
    日, datum, tag, kalendertag`),
  ],
  [
    'time',
    listed(`time, starttime, start time, interval, time interval, half hour, half-hour, quarter hour, hour,
    time of day, time slot, time period, period, time/day, slot, 时段, 时间段, 时间, 时点, 小时, 时刻,
    统计时段, 半小时, 时间区间, 区间, 间隔, 开始时间, 时间间隔, 起始时间, 刻钟, uhrzeit, zeit, intervall,
    zeitintervall, zeitraum, zeitfenster, von, startzeit, stunde, beginn, halbe stunde, viertelstunde`),
  ],
  [
    'start',
    listed(`start, interval start, interval_start, interval start time, interval start date, interval start utc date,
    interval start utc, startinterval, start interval, interval begin, date time, datetime, date/time,
    date and time, timestamp, start date, start date time, start date/time, begin, begin time, from,
    日期时间, 时间戳, 统计时间, 开始, 起始, 时段开始, 开始日期时间, zeitpunkt, datum/uhrzeit, datum uhrzeit,
    datum zeit, zeitstempel, intervallbeginn, intervallstart, beginn intervall`),
  ],
  [
    'end',
    listed(`end, interval end, interval end time, endinterval, end interval, end time, end date, to, until, 结束,
    结束时间, 截止时间, 时段结束, ende, bis, endzeit, intervallende`),
  ],
  [
    'offered',
    listed(`offered, calls offered, callsoffered, contacts offered, interactions offered, offer, offered calls,
    offered contacts, total offered, acd calls offered, calls presented, presented, contacts presented,
    contacts queued, calls queued, contacts incoming, calls received, received, calls entered, entered,
    incalls, inbound calls, incoming calls, incoming contacts, total calls offered, total incoming,
    call volume, contact volume, arrivals, calls arrived, calls offered half, 进线量, 进线数, 呼入量, 呼入数, 呼入总量, 总呼入量,
    来电量, 来电数, 来话量, 话务量, 进线总量, 总进线量, 呼叫量, 请求量, 请求数, 人工请求量, 人工呼入量,
    人工请求数, 人工进线量, 请求服务数, 人工呼入请求服务数, 排队量, 排队数, 转人工量, 转人工数, 进队量,
    入队量, 进入队列数, 呼入会话数, 会话量, 进线会话量, 转人工会话数, 来电总量, 接入请求量, 呼入次数,
    进线次数, angeboten, angebotene anrufe, anrufe angeboten, angebotene kontakte, eingehende anrufe,
    eingegangene anrufe, eingehend, eingegangen, eingang, eingänge, anrufvolumen, anrufaufkommen,
    anzahl anrufe, anrufe gesamt, gesamtanrufe, anrufe, ankommende anrufe, kontakte angeboten,
    kontaktvolumen`),
  ],
  [
    'answered',
    listed(`answered, answer, calls answered, acd calls, acdcalls, handled, calls handled, contacts handled,
    interactions handled, handle count, contacts answered, answered calls, accepted,
    contacts handled incoming, taken, 接通量, 接通数, 接听量, 接听数, 应答量, 应答数, 接起量, 人工接通量,
    人工接听量, 人工接通数, 人工呼入接通数, 已接, 已接来电, 接待量, 接入会话数, 接通次数, 接入量, 呼入接听量,
    处理量, angenommen, angenommene anrufe, anrufe angenommen, beantwortet, beantwortete anrufe, bearbeitet,
    bearbeitete anrufe, entgegengenommen, geführte gespräche`),
  ],
  [
    'abandoned',
    listed(`abandoned, abandon, aban calls, aband calls, abncalls, calls abandoned, contacts abandoned,
    abandoned calls, aban, abandons, lost, lost calls, 放弃量, 放弃数, 呼损量, 呼损数, 请求呼损数, 未接量,
    未接通量, 未接来电, 流失量, 排队放弃量, 排队放弃数, 弃呼量, 队列放弃数, 放弃次数, verloren,
    verlorene anrufe, aufgelegt, aufleger, abgebrochen, abgebrochene anrufe, verzichtet, verpasste anrufe,
    entgangene anrufe, nicht angenommen`),
  ],
  [
    'handle',
    listed(`aht, avg handle time, avg handle, avg handling time, handle time avg, handle_seconds, handle time,
    handling time, avg contact handle time, avg agent handle time, 平均处理时长, 平均处理时间,
    平均通话处理时长, 平均操作时长, 平均服务时长, 平均作业时长, 平均话务处理时间, 平均话务处理时长, 平均处理,
    处理时长, 平均会话时长, 人均处理时长, 处理均长, 平均服务时间, 单均处理时长, avg bearbeitungszeit,
    bearbeitungszeit, bearbeitungsdauer, avg bearbeitungsdauer, avg handling-zeit, avg vorgangsdauer`),
  ],
  [
    'talk',
    listed(`avg talk time, avg talk, att, avg acd time, talk time, avg agent interaction time, avg interaction time,
    agent interaction time avg, 平均通话时长, 平均通话时间, 通话均长, 平均通话, 平均时长, 通话时长均值,
    人工通话均长, avg gesprächszeit, avg gesprächsdauer, gesprächszeit, gesprächsdauer, avg sprechzeit,
    avg sprechdauer`),
  ],
  [
    'hold',
    listed(`avg hold time, avg hold, avg customer hold time, hold time, 平均保持时长, 平均保持时间, 平均保留时长,
    avg haltezeit, haltezeit, avg haltedauer`),
  ],
  [
    'wrap-up',
    listed(`avg acw time, avg acw, acw, avg after call work, avg after call work time, avg after contact work time,
    avg wrap-up, avg wrap-up time, wrap-up time, avg after call, 平均话后时长, 平均话后时间,
    平均事后处理时长, 平均事后处理时间, 平均整理时长, 平均话后整理时长, 平均话后处理时长, 平均后处理时长,
    话后均长, 平均后续处理时长, 平均整理时间, avg nachbearbeitungszeit, nachbearbeitungszeit,
    avg nachbearbeitung, nachbearbeitung, avg nachbearbeitungsdauer`),
  ],
  [
    'handle-total',
    listed(`total handle time, handle time total, total handling time, sum handle time, 总处理时长,
    处理总时长, 处理时长合计, gesamtbearbeitungszeit, bearbeitungszeit gesamt, summe bearbeitungszeit`),
  ],
  [
    'talk-total',
    listed(`acd time, acdtime, total talk time, talk time total, total acd time, 总通话时长, 通话总时长, 通话时长,
    gesamtgesprächszeit, gesprächszeit gesamt, summe gesprächszeit`),
  ],
  [
    'hold-total',
    listed(
      `holdtime, holdacdtime, total hold time, hold time total, 总保持时长, 保持总时长, haltezeit gesamt`,
    ),
  ],
  [
    'wrap-up-total',
    listed(`acw time, acwtime, total acw time, total after call, total acw, 总话后时长, 话后总时长, 总话后处理时长,
    总事后处理时长, nachbearbeitungszeit gesamt, summe nachbearbeitung`),
  ],
  // Of our own reports: contacts, outbound or deferred work.
  ['stream', ['stream']],
  ['low80', ['low80']],
  ['high80', ['high80']],
  ['low95', ['low95']],
  ['high95', ['high95']],
  ['variance', ['variance']],
  ['required', listed(`required, 需求人数`)],
  ['scheduled', listed(`scheduled, 排班人数`)],
  [
    'other',
    listed(`weekday, day of week, interval complete, filters, media type, channel, skill set, language, site,
    location, remark, remarks, comment, notes, week, month, year, intrvl, acd, timezone, time zone, 星期, 周,
    周几, 备注, 渠道, 媒体类型, 说明, 月份, 年份, 序号, 编号, 节假日, wochentag, kw, kalenderwoche, monat,
    jahr, bemerkung, kanal, standort, sprache, feiertag, lfd nr, nr, asa, avg speed ans, avg speed of answer,
    service level, occupancy, max delay, flow in, flow out, ivr放弃量, 接通率, 放弃率, 服务水平, 满意度`),
  ],
];

/** Headings that may mean what came in, where nothing says it better. */
export const VAGUE_HEADINGS =
  listed(`calls, contacts, interactions, volume, count, total calls, total contacts, number of calls, no of calls,
  chats, sessions, number, 数量, 通话量, 电话量, 通话数, 次数, 话务, 会话数, 通话次数, 量, gespräche,
  anzahl, menge, volumen, kontakte, 受理量, 业务量, 咨询量`);

/** All headings of a role. */
export const headingsOf = (role: ColumnRole): readonly string[] =>
  KNOWN_HEADINGS.flatMap(([one, headings]) => (one === role ? headings : []));
