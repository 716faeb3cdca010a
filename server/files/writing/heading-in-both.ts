/** Headings of tables in the other language of the house; days and names stand for themselves. */
const CHINESE: ReadonlyMap<string, string> = new Map(
  `person 工号; name 姓名; day 日期; shift 班次; activity 活动; start 开始; end 结束; queue 队列; required 需求人数; scheduled 排班人数;
  present 在岗人数; under 缺口; over 富余; service_level 预计服务水平; people 人数; names 人员; rule 规则; strength 硬/软; by 超出;
  unit 单位; said 说明（英）; said_zh 说明; hours 工时; shifts 班次数; nights 夜班; weekend_shifts 周末班; early_starts 早起班;
  wishes_asked 意愿数; wishes_met 满足数; roster 班表; grid 排班总表; coverage 覆盖; sessions 会议与培训; rules 规则; fairness 公平;
  offered 进线量; low80 下限（八成）; high80 上限（八成）; low95 下限（九成五）; high95 上限（九成五）; variance 方差; handle_seconds 平均处理时长（秒）;
  asa_seconds 平均应答速度（秒）; abandonment 放弃率; occupancy 利用率; low 少量时人数; high 多量时人数; forecast 预测; plan 人力计划;
  totals 合计; queues 队列; span 范围; from 起始日; days 天数; required_hours 需求工时; paid_hours 计薪工时; scheduled_hours 排班工时; full_time 全职人数;
  summary 汇总; under_hours 缺口工时; over_hours 富余工时; cost 成本; bound 下界; gap 差距上限`
    .split(';')
    .map((pair): [string, string] => {
      const [title = '', chinese = ''] = pair.trim().split(' ');
      return [title, chinese];
    }),
);

/** A heading in English and Chinese; one that has no other name stands alone. */
export function headingInBoth(title: string): string {
  const chinese = CHINESE.get(title);
  return chinese === undefined ? title : `${title} ${chinese}`;
}
