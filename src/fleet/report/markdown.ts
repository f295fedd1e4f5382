/** The summary of a stage as Markdown, to be checked in and signed. */
import { digestOfAll } from '../../rehearse/digests';
import { cell, prose } from '../pipelines/commands';
import { countsOf, type Report, type ReportedRepository } from './report';
import type { Line } from './stage';

/** Longer lists are in the JSON. */
const SHOWN = 12;

export function toMarkdown(report: Report): string {
  const counts = countsOf(report);
  const lines = [
    `# ${report.title}`,
    '',
    `Made by \`projen-fleet report\` at ${report.at}: ${counts.met} met, ${counts.unmet} unmet, ${counts['not shown']} not shown.`,
    'A line is met only by what this run looked at, or by a rehearsal of exactly the files that are emitted now.',
    '',
    '| | Criterion | Status |',
    '| --- | --- | --- |',
    ...report.lines.map(({ id, text, status }) => `| ${id} | ${cell(text)} | **${status}** |`),
    '',
    '## Inputs',
    '',
    ...report.inputs.map(({ name, state, note }) => `- ${name}: **${state}**. ${prose(note)}`),
    '',
    '## What was judged',
    '',
    '| Repository | Files emitted | SHA-256 of all | Rehearsed |',
    '| --- | --- | --- | --- |',
    ...report.repositories.map(judged),
    '',
    '## Evidence',
    '',
    ...report.lines.flatMap(evidence),
    '## What only the live platform can prove',
    '',
    ...report.lines.flatMap(live),
    '## Sign-off',
    '',
    '| Approver | Name | Date | Decision |',
    '| --- | --- | --- | --- |',
    ...report.approvers.map((role) => `| ${role} | | | |`),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

/** By the digest a reader sees whether the summary is about what is emitted now. */
export function judged({
  name,
  files,
  rehearsed = 'no',
}: Pick<ReportedRepository, 'name' | 'files' | 'rehearsed'>): string {
  return `| ${cell(name)} | ${Object.keys(files).length} | ${digestOfAll(files)} | ${rehearsed} |`;
}

function evidence({ id, text, status, shown }: Line): string[] {
  const items = shown.flatMap((each) => {
    const rest = each.proof.length - SHOWN;
    return [
      `- ${each.status}: ${prose(each.what)}`,
      ...each.proof.slice(0, SHOWN).map((proof) => `  - ${prose(proof)}`),
      ...(rest > 0 ? [`  - and ${rest} more, in the JSON of this report`] : []),
    ];
  });
  return [
    `### ${id}: ${prose(text)} (${status})`,
    '',
    ...(items.length > 0 ? items : ['- Nothing here can show it.']),
    '',
  ];
}

function live({ id, live: commands }: Line): string[] {
  return commands.flatMap(({ command, expect }) => [
    `${id}:`,
    '',
    '```bash',
    command,
    '```',
    '',
    `Expect: ${prose(expect)}`,
    '',
  ]);
}
