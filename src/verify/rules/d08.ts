import { effectOfCall } from '../facts/effects';
import { isGateCall } from '../facts/gates';
import { jobsOf } from '../facts/graph';
import { placeOfCall, sourceOf, type Step } from '../read/model';
import { link, type Report, type Rule } from '../rule';
import type { Call } from '../shell/calls';
import { wordText, type Command } from '../shell/syntax';

/** What only passes on or shows: it succeeds whatever it reads. */
const PASSES_ON = new Set([
  'tee',
  'cat',
  'tail',
  'head',
  'sed',
  'awk',
  'ts',
  'sort',
  'uniq',
  'column',
  'tr',
  'cut',
  'less',
  'fold',
]);
const WORK =
  /^(terraform|tofu|terragrunt|cdk|npx cdk)\b.* (plan|init|import|synth)\b|^(npm|yarn|pnpm)( run)? (ci|install|build)\b|^(docker|podman)( buildx)? (build|push)\b|^sam (build|package)\b|^(make|\.?\/?gradlew|gradle|\.?\/?mvnw|mvn|go build|cargo build|dotnet)\b|^(python3?|bash|sh|node) \S+\.(py|sh|js)\b|^\.?\.?\/\S+\.sh\b|^(pip3?|poetry|uv) (install|sync|build)\b|^ansible-playbook\b|^packer build\b/;

/** A failure in front of a pipe, which nobody sees. */
export const D08: Rule = {
  id: 'D08',
  title: 'Exit status lost in a pipe',
  severity: 'error',
  check(repository) {
    return jobsOf(repository).flatMap(({ steps }) => steps.flatMap(reportsFor));
  },
};

function reportsFor(step: Step): Report[] {
  const script = step.run?.text;
  // GitHub adds pipefail only where "shell: bash" is written.
  if (
    script === undefined ||
    step.shell === 'bash' ||
    (step.shell ?? '').includes('pipefail') ||
    script.includes('PIPESTATUS')
  )
    return [];
  const set = step.commands.find(
    ({ name, text }) =>
      name === 'set' && /(^| )-[a-z]*o[a-z]*( \S+)* pipefail| pipefail/.test(text) && !text.includes('+o'),
  );
  return step.commands.flatMap((call) => {
    const { pipeline, index, surroundings } = call;
    const lost =
      index === 0 && pipeline.commands.length > 1 && matters(call) && pipeline.commands.slice(1).every(passesOn);
    if (!lost || surroundings.condition || surroundings.nested || (set !== undefined && set.offset < call.offset))
      return [];
    return [report(step, call)];
  });
}

function matters(call: Call): boolean {
  return isGateCall(call) || effectOfCall(call) !== undefined || WORK.test(call.text);
}

function passesOn(command: Command): boolean {
  if (command.kind !== 'simple') return false;
  const [name] = command.words.map(wordText);
  return PASSES_ON.has(name ?? '');
}

function report(step: Step, call: Call): Report {
  const source = sourceOf(step.owner);
  const place = placeOfCall(step, call.pipeline.pipes[0] ?? call.offset);
  return {
    ...{ source, place },
    message: `When "${call.text.slice(0, 60)}" fails, the step stays green: a pipe ends as its last command does.`,
    fix: 'Write "shell: bash" on the step (GitHub then turns on pipefail), or "set -o pipefail" in front.',
    chain: [
      link(source, placeOfCall(step, call.offset), call.text.slice(0, 100)),
      link(source, place, 'its exit status ends at this pipe; the default shell has no pipefail'),
    ],
  };
}
