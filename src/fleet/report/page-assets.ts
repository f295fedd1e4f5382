/** Style and script of the page. Without the script everything is shown, and the filter is not. */

export const STYLE = `
:root { color-scheme: light dark; --back: #fff; --text: #1a1c20; --soft: #555b66; --line: #c9ced6; --met: #11632f; --unmet: #a11212; --open: #6b4a00; --accent: #0b4f9e; --box: #eef2f8; }
@media (prefers-color-scheme: dark) { :root { --back: #15171b; --text: #e8eaee; --soft: #aab1bd; --line: #434a56; --met: #6fd38f; --unmet: #ff9a94; --open: #f0c86a; --accent: #8fc1ff; --box: #222832; } }
* { box-sizing: border-box; } [hidden] { display: none !important; }
body { margin: 0 auto; max-width: 70rem; padding: 1rem; background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
a { color: var(--accent); } a:focus-visible, summary:focus-visible, select:focus-visible, pre:focus-visible, .scroll:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
h1, h2, h3 { line-height: 1.25; } .soft { color: var(--soft); }
.skip { position: absolute; left: -99rem; } .skip:focus { position: static; }
.met { color: var(--met); } .unmet { color: var(--unmet); } .not-shown { color: var(--open); } .status { font-weight: 700; }
details, .finding { border: 1px solid var(--line); border-radius: .4rem; padding: .5rem .75rem; margin: .5rem 0; }
summary { cursor: pointer; } .scroll { overflow-x: auto; } pre { overflow-x: auto; background: var(--box); padding: .5rem; border-radius: .3rem; }
table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid var(--line); padding: .4rem; text-align: left; }
.sign td { height: 2.5rem; } .filters { display: flex; flex-wrap: wrap; gap: 1rem; margin: 1rem 0; } .filters label { min-width: 0; max-width: 100%; } select { font: inherit; width: 100%; max-width: 100%; color: inherit; background: var(--box); border: 1px solid var(--line); padding: .3rem; }
svg { width: 100%; min-width: 40rem; height: auto; } svg text { fill: var(--text); font: 14px system-ui, sans-serif; } svg path { fill: none; stroke: var(--soft); } svg rect { fill: var(--box); stroke: var(--line); } svg .environment { stroke: var(--accent); stroke-width: 2; } svg .defect { stroke: var(--unmet); stroke-width: 2; stroke-dasharray: 5 3; }
@media print { :root { --back: #fff; --text: #000; --soft: #333; --box: #fff; } .filters, .skip { display: none; } .finding, tr { break-inside: avoid; } }
`;

export const SCRIPT = `
const filters = document.querySelector('.filters');
const choices = [...filters.querySelectorAll('select')];
const apply = () => {
  let shown = 0;
  for (const finding of document.querySelectorAll('.finding')) {
    finding.hidden = choices.some((choice) => choice.value !== '' && finding.dataset[choice.name] !== choice.value);
    if (!finding.hidden) shown += 1;
  }
  document.querySelector('#shown').textContent = shown + ' findings shown';
};
for (const choice of choices) choice.addEventListener('change', apply);
filters.hidden = false;
apply();
`;
