/**
 * GitHub's own parser, as a program: paths of workflows and actions in, one line for each finding out.
 *
 * It is a module of its own kind, whose JSON imports Node 20 does not take, so tsx runs it in a process beside jest.
 */
import { readFileSync } from 'node:fs';

async function main(paths: readonly string[]): Promise<void> {
  const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import('@actions/workflow-parser');
  const { parseAction } = await import('@actions/workflow-parser/actions/action-parser');
  for (const path of paths) {
    const file = { name: path, content: readFileSync(path, 'utf8') };
    const isAction = path.endsWith('/action.yml');
    const trace = new NoOperationTraceWriter();
    const { context, value } = isAction ? parseAction(file, trace) : parseWorkflow(file, trace);
    if (!isAction && value !== undefined) await convertWorkflowTemplate(context, value);
    for (const { message } of context.errors.getErrors()) console.log(`${path}: ${message}`);
  }
}

void main(process.argv.slice(2));
