import { openBrowser } from '/work/main/wallboard/testing/open-browser.ts';
import { ScriptedServer } from '/work/main/wallboard/testing/scripted-server.ts';
import { busyBoard, SAMPLE_AT, withSources } from '/work/main/wallboard/gallery/sample-boards.ts';
const board = withSources(busyBoard(), { acd: 'live' } as any);
const s = new ScriptedServer({kind:'snapshot',protocol:1,version:7,serverAt:SAMPLE_AT,board} as any); await s.start();
const b = await openBrowser();
for (const l of ['en','zh']) { const p = await b.newPage({viewport:{width:1600,height:900}});
 const t=Date.now(); await p.goto(s.url('/wall?lang='+l)); await p.waitForSelector('[data-queue]'); console.log(l,'to figures',Date.now()-t,'ms', await p.evaluate(()=>performance.getEntriesByType('paint').map(e=>e.name+' '+Math.round(e.startTime)).join(', ')));
 await p.evaluate(()=>document.fonts.ready); await p.waitForTimeout(700);
 await p.screenshot({path:`/tmp/shots/xwall-${l}.png`}); await p.screenshot({path:`/tmp/shots/final-${l}.png`});
 if (l==='en') { await p.evaluate(()=>{(window as any).lt=[]; new PerformanceObserver(o=>{for(const e of o.getEntries()) (window as any).lt.push(e.duration)}).observe({type:'longtask'});});
  for (let v=8; v<108; v++){ s.say({kind:'patch',version:v,serverAt:SAMPLE_AT,changes:{total:{waiting:v},queues:{q1:{waiting:v},q5:{waiting:v}}}} as any); await new Promise(r=>setTimeout(r,50)); }
  await p.waitForSelector('html[data-version="107"]'); console.log('long tasks', JSON.stringify(await p.evaluate(()=>(window as any).lt))); }
 await p.close(); }
await b.close(); await s.stop();
