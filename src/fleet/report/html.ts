/** The report as one page that needs nothing else. */
import { drawingOf } from './drawing';
import { escape } from './escape';
import { SCRIPT, STYLE } from './page-assets';
import { countsOf, type Report, type ReportedRepository } from './report';
import type { Line, Status } from './stage';

export function toHtml(report: Report): string {
  const counts = countsOf(report);
  const title = escape(report.title);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${title}</title><style>${STYLE}</style></head>
<body><a class="skip" href="#content">Skip to the content</a>
<header><h1>${title}</h1><p>${counts.met} met, ${counts.unmet} unmet, ${counts['not shown']} not shown. <span class="soft">Made ${escape(report.at)}.</span></p></header>
<main id="content">
<section aria-labelledby="criteria"><h2 id="criteria">Criteria</h2>${report.lines.map(criterion).join('\n')}</section>
<section aria-labelledby="pipelines"><h2 id="pipelines">Pipelines</h2>${report.repositories.map(pipelines).join('\n')}</section>
<section aria-labelledby="findings"><h2 id="findings">Findings</h2>${filters(report)}${report.repositories.map(findings).join('\n')}</section>${dates(report)}
<section aria-labelledby="inputs"><h2 id="inputs">Inputs</h2><ul>${report.inputs.map(({ name, state, note }) => `<li>${escape(name)}: <strong>${state}</strong>. ${escape(note)}</li>`).join('')}</ul></section>
${signOff(report.approvers)}
</main><script>${SCRIPT}</script></body></html>
`;
}

function statusMark(status: Status): string {
  return `<span class="status ${status.replace(' ', '-')}">${status}</span>`;
}

function criterion({ id, text, status, shown, live }: Line): string {
  const looks = shown.map((each) => {
    const proof = each.proof.map((one) => `<li>${escape(one)}</li>`).join('');
    return `<li>${statusMark(each.status)}: ${escape(each.what)}${proof === '' ? '' : `<ul>${proof}</ul>`}</li>`;
  });
  const commands = live.map(({ command, expect }) => {
    return `<p>Only the live platform can prove it:</p><pre tabindex="0">${escape(command)}</pre><p>Expect: ${escape(expect)}</p>`;
  });
  return `<details><summary>${escape(id)}: ${escape(text)} — ${statusMark(status)}</summary><ul>${looks.join('')}</ul>${commands.join('')}</details>`;
}

function pipelines(repository: ReportedRepository, index: number): string {
  const absent = repository.checkout ? '' : '<p class="soft">Its own workflows were not at hand.</p>';
  const name = escape(repository.name);
  return `<h3>${name}</h3>${absent}<div class="scroll" tabindex="0" role="group" aria-label="Drawing of ${name}">${drawingOf(repository, index)}</div>`;
}

function filters({ repositories }: Report): string {
  const options = (names: readonly string[]): string =>
    ['<option value="">all</option>', ...names.map((each) => `<option>${escape(each)}</option>`)].join('');
  return `<div class="filters" hidden><label>Repository <select name="repository">${options(repositories.map(({ name }) => name))}</select></label>
<label>Severity <select name="severity">${options(['error', 'warning'])}</select></label><span id="shown" role="status"></span></div>`;
}

function findings({ name, findings: all }: ReportedRepository): string {
  return all
    .map(({ id, severity, file, line, message, fix }) => {
      return `<article class="finding" data-repository="${escape(name)}" data-severity="${severity}"><strong>${id} ${severity}</strong> <span class="soft">${escape(name)}</span> ${escape(`${file}:${line}`)}<br>${escape(message)} <em>${escape(fix)}</em></article>`;
    })
    .join('\n');
}

/** Who is hit by what a platform announced, and when; nothing where nobody is. */
function dates({ repositories }: Report): string {
  const rows = repositories.flatMap(({ name, dates: all }) =>
    all.map(({ file, line, message, fix }) => {
      return `<li><strong>${escape(name)}</strong> ${escape(`${file}:${line}`)} ${escape(message)} <em>${escape(fix)}</em></li>`;
    }),
  );
  if (rows.length === 0) return '';
  return `\n<section aria-labelledby="dates"><h2 id="dates">Dates of platforms</h2><ul>${rows.join('')}</ul></section>`;
}

function signOff(approvers: readonly string[]): string {
  const rows = approvers
    .map((role) => `<tr><th scope="row">${escape(role)}</th><td></td><td></td><td></td></tr>`)
    .join('');
  return `<section aria-labelledby="sign"><h2 id="sign">Sign-off</h2><div class="scroll" tabindex="0" role="group" aria-label="Sign-off"><table class="sign"><thead><tr><th scope="col">Approver</th><th scope="col">Name</th><th scope="col">Date</th><th scope="col">Decision</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}
