import type { Html } from "./html.ts";

/** How the page looks, in light and dark, from a phone's width on. It asks for no file. */
export const STYLE: Html = {
  markup: `<style>
:root { color-scheme: light dark;
  --paper: #faf9f6; --card: #ffffff; --ink: #1d1c1a; --soft: #67635c; --line: #e3dfd6; --track: #ece8df;
  --main: #23708f; --other: #b98a1d; --mark: #1d1c1a; --bad: #bf3a31; --good: #2e7d4f;
  --o0: #23708f; --o1: #8dbfd2; --o2: #e3b53f; --o3: #d67a24; --o4: #8a67b5; --o5: #bf3a31; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #161514; --card: #201f1d; --ink: #efece6; --soft: #a8a298; --line: #35322e; --track: #33302c;
  --main: #5eb0d0; --other: #e0b652; --mark: #efece6; --bad: #ef7a70; --good: #74c795;
  --o0: #4a9fc1; --o1: #356d84; --o2: #dcb04a; --o3: #d98440; --o4: #a588cc; --o5: #e0655b; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
main { max-width: 960px; margin: 0 auto; padding: 40px 20px 64px; }
h1 { font: 700 34px/1.15 Georgia, "DejaVu Serif", serif; margin: 0 0 6px; letter-spacing: -.01em; }
h2 { font: 700 22px/1.25 Georgia, "DejaVu Serif", serif; margin: 52px 0 4px; }
h3 { font-size: 15px; margin: 24px 0 8px; }
p { margin: 0 0 14px; max-width: 68ch; }
.soft { color: var(--soft); } .small { font-size: 14px; }
.num { font-variant-numeric: tabular-nums; white-space: nowrap; }
.tiles { display: grid; gap: 12px; grid-template-columns: repeat(3, 1fr); margin-top: 24px; }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 16px 18px 14px; }
.tile b { display: block; font-size: 32px; line-height: 1.1; font-variant-numeric: tabular-nums; }
.tile span { display: block; } .tile svg { margin: 10px 0 8px; }
svg { display: block; width: 100%; overflow: visible; }
.bars { display: grid; grid-template-columns: minmax(130px, 210px) 1fr 150px; gap: 9px 14px; align-items: center; }
.bars > .num { text-align: right; font-size: 14px; grid-column: 3; }
.bars > .label { grid-column: 1; } .bars > .chart { grid-column: 2; grid-row: auto; }
.bars { grid-auto-flow: row dense; }
.bars .pair { display: grid; gap: 3px; }
.key { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 0 0 14px; padding: 0; list-style: none; font-size: 14px; }
.key i { display: inline-block; width: 12px; height: 12px; border-radius: 3px; margin-right: 7px; vertical-align: -1px; }
.key i.tick { width: 3px; height: 15px; border-radius: 1px; background: var(--mark); vertical-align: -3px; }
details { border-top: 1px solid var(--line); padding: 10px 0; }
details:last-of-type { border-bottom: 1px solid var(--line); }
summary { cursor: pointer; font-weight: 600; } summary .num { color: var(--soft); font-weight: 400; }
summary i { display: inline-block; width: 12px; height: 12px; border-radius: 3px; margin: 0 8px 0 4px; vertical-align: -1px; }
article { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 14px 18px; margin: 12px 0; overflow-wrap: anywhere; }
article h4 { margin: 0 0 8px; font-size: 16px; line-height: 1.35; }
article dl { margin: 0; display: grid; grid-template-columns: 84px 1fr; gap: 6px 12px; font-size: 14px; }
article dt { color: var(--soft); } article dd { margin: 0; }
article ul { margin: 0; padding: 0; list-style: none; } article li + li { margin-top: 6px; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; padding: 5px 10px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--soft); font-weight: 500; } td.num, th.num { text-align: right; padding: 5px 0 5px 10px; }
td.group { padding-left: 18px; } .miss { color: var(--bad); font-weight: 600; }
@media (max-width: 640px) {
  main { padding: 24px 16px 48px; } h1 { font-size: 28px; }
  .tiles { grid-template-columns: 1fr 1fr; gap: 10px; } .tile { padding: 12px 14px; } .tile b { font-size: 26px; }
  .bars { grid-template-columns: 1fr auto; gap: 3px 10px; }
  .bars { grid-auto-flow: row; } .bars > .chart { grid-column: 1 / -1; margin-bottom: 10px; }
  .bars > .label { grid-column: 1; } .bars > .num { grid-column: 2; }
  article dl { grid-template-columns: 1fr; gap: 2px; } article dd { margin-bottom: 8px; }
}
</style>`,
};
