import { MINUTE_MS } from '#domain/time.ts';
import { minutesSeconds } from '../../format/clock.ts';
import type {
  AlertWords,
  ColumnWords,
  LineWords,
  LinkWords,
  SessionWords,
  SubWords,
  Words,
} from './wall-words.ts';

// Narrow no-break space, between a number and a Chinese unit.
const THIN = '\u202f';
const percent = (digits: string): string => `${digits}%`;

const column: ColumnWords = {
  queue: ['队列'],
  waiting: ['等待'],
  longest: ['最长'],
  service: ['服务水平 / 目标', '服务水平', '服务'],
  closeService: ['服务水平 %', '服务 %'],
  answered: ['接通率'],
  agents: ['空闲 / 忙碌'],
  speed: ['平均应答'],
  occupancy: ['利用率'],
  handle: ['平均处理'],
  caption: '队列，问题最大的排在前面',
  none: '还没有队列',
  counted: ({ all, breached, atRisk }) => [
    `${all} 个队列：超标 ${breached}，预警 ${atRisk}`,
    `${all} 个队列，超标 ${breached}`,
    `队列 ${all}`,
  ],
  page: ({ page, pages }) => [`第 ${page} 页，共 ${pages} 页`, `第 ${page}/${pages} 页`, `${page}/${pages}`],
  some: ({ shown, all }) => [`队列 ${shown} / ${all}`, `${shown} / ${all}`],
};

const sub: SubWords = {
  unknown: ['暂无数据'],
  nobodyWaits: ['无人等待'],
  deferred: (count) => `待处理 ${count}`,
  mostIn: (queue, waiting) => `${queue} ${waiting}`,
  answerWithin: (seconds) => [
    `目标 ${seconds}${THIN}秒内应答`,
    `目标 ${seconds}${THIN}秒`,
    `≤${seconds}${THIN}秒`,
  ],
  target: (digits) => `目标 ${percent(digits)}`,
  metOf: (met, base) => [`达标 ${met} / ${base}${THIN}通`, `${met} / ${base}${THIN}通`, `${met}/${base}`],
  answerRate: (digits) => `接通率 ${percent(digits)}`,
  lately: `近 30${THIN}分钟`,
  today: (digits) => `今日 ${percent(digits)}`,
  noneSignedIn: ['签入未知', '未知'],
  signedIn: (agents) => [`坐席 · ${agents}${THIN}人在席`, `坐席 ${agents}`],
  present: (agents, signedIn) => [`坐席 ${agents} · 已签入 ${signedIn}`, `坐席 ${agents}`],
};

const line: LineWords = {
  answerRate: '接通率',
  occupancy: '利用率',
  handleTime: '平均处理',
  speedOfAnswer: '平均应答',
  outbound: '外呼',
  deferred: '待处理',
};

const link: LinkWords = {
  connecting: ['连接中 …', '连接中'],
  live: (seconds) => [`实时 · ${seconds}${THIN}秒前`, `实时 ${seconds}${THIN}秒`, `${seconds}${THIN}秒`],
  ageing: (seconds) => [`延迟 · ${seconds}${THIN}秒前`, `延迟 ${seconds}${THIN}秒`, `${seconds}${THIN}秒`],
  lastWord: (lasting) => [`最后消息 ${lasting} 前`, `${lasting} 前`, lasting],
  unfed: ['尚无数据源', '无数据源'],
  lost: (lasting, source) =>
    source === undefined
      ? [`数据中断 ${lasting}`, `中断 ${lasting}`, lasting]
      : [`${source} 数据中断 ${lasting}`, `数据中断 ${lasting}`, `中断 ${lasting}`, lasting],
  neverHeard: (source) => [`${source} 从未收到数据`, '从未收到数据', '无数据'],
  refused: (source) => [`${source} 交换机拒绝登录`, `${source} 登录被拒`, '登录被拒'],
  skew: (ms) => `${ms > 0 ? '快' : '慢'} ${minutesSeconds(Math.abs(ms))}`,
  counting: (done, scope) =>
    scope === 'all'
      ? [
          `正在重新统计 ${percent(String(done))}，完成后数据即准确`,
          `正在重新统计 ${percent(String(done))}`,
          '正在重新统计',
        ]
      : [`正在重新统计往日数据 ${percent(String(done))}`, '正在重新统计往日数据'],
  clockWrong: (source, by) => [`${source} 时钟${by}`, `${source} 时钟有误`, '时钟有误', '时钟'],
  frozen: (time) => `数字停在 ${time}`,
  source: {
    live: (id) => `${id} 正常`,
    quiet: (id) => `${id} 空闲`,
    silent: (id) => `${id} 无信号`,
    stopped: (id) => `${id} 已停止`,
    'clock-wrong': (id) => `${id} 时钟有误`,
  },
  connected: '已连接',
  reconnecting: '重连中',
};

const alert: AlertWords = {
  serviceLevel: (digits) => `服务水平 ${percent(digits)}`,
  serviceLevelLimit: (digits) => `目标 ${percent(digits)}`,
  longestWait: (time) => `最长等待 ${time}`,
  waiting: (count) => `等待 ${count}${THIN}通`,
  abandonRate: (digits) => `放弃率 ${percent(digits)}`,
  silence: (time) => `无信号 ${time}`,
  limit: (value) => `上限 ${value}`,
  contacts: (count) => `${count}${THIN}通`,
  lasting: (ms) => (ms < MINUTE_MS ? `不到 1${THIN}分钟` : `${Math.floor(ms / MINUTE_MS)}${THIN}分钟`),
  firing: ({ name, what, limit, since, lasting }) => ({
    head: `${name} ${what}`,
    tails: [`${limit}，自 ${since} 起 ${lasting}`, `${limit}，自 ${since} 起`, limit],
  }),
  resolved: ({ name, what, lasting }) => ({ head: `${name} 已恢复：${what}`, tails: [`历时 ${lasting}`] }),
  heardAgain: (source, silentFor) => ({ head: `${source} 已恢复上报`, tails: [`中断 ${silentFor}`] }),
  quiet: ['全部达标'],
  pending: ['有指标接近或超过目标，尚未告警', '接近或超过目标，未告警', '尚未告警'],
  waitingForBoard: ['等待第一批数据', '暂无数据'],
};

const ROLES: Readonly<Record<string, string>> = {
  source: '数据源',
  wall: '大屏',
  lead: '班组长',
  planner: '排班员',
  admin: '管理员',
};

const session: SessionWords = {
  title: '登录大屏',
  token: '令牌',
  enter: '登录',
  wrong: '令牌无效或已被撤销。',
  unreachable: '服务器没有应答，请稍后再试。',
  refused: {
    forbidden: '此屏幕尚未登录。',
    origin: '服务器不允许从这个地址打开本页。',
  },
  signIn: '用令牌登录',
  signedIn: (name, role) => `已登录：${name}（${ROLES[role] ?? role}）`,
  signOut: '退出登录',
  toWall: '返回大屏',
  otherLanguage: 'English',
};

export const chinese: Words = {
  language: 'zh',
  state: { good: '正常', risk: '预警', breach: '超标', stale: '数据中断', unknown: '未知' },
  tile: {
    waiting: ['等待中', '等待'],
    'longest-wait': ['最长等待', '最长'],
    agents: ['坐席'],
    'service-level-interval': ['本时段服务水平', '服务水平', '服务'],
    'service-level-day': ['今日服务水平', '今日服务', '今日'],
    abandoned: ['放弃'],
  },
  column,
  sub,
  line,
  agents: { free: ['空闲'], busy: ['忙碌'], away: ['小休'], unreachable: ['失联'] },
  link,
  alert,
  session,
  percent,
  seconds: (seconds) => `${seconds}${THIN}秒`,
};
