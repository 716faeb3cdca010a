/** The little of lunar-javascript that is used here; the package has no types of its own. */
declare module 'lunar-javascript' {
  type Solar = { toYmd(): string };
  type Lunar = {
    getSolar(): Solar;
    getJieQiTable(): Readonly<Record<string, Solar>>;
  };
  const lunarJavascript: {
    readonly Lunar: { fromYmd(lunarYear: number, lunarMonth: number, lunarDay: number): Lunar };
  };
  export default lunarJavascript;
}
