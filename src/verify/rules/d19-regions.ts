import { assumptionOf } from '../facts/credentials';
import { possibleTexts } from '../facts/values';
import type { Job, Workflow } from '../read/model';
import type { Repository } from '../read/repository';
import type { Text } from '../read/tree';
import { link, type Report } from '../rule';

interface Region {
  readonly job: Job;
  readonly role: string;
  readonly written: Text;
  readonly value: string;
}

/** The same role in another region than everywhere else in the workflow. */
export function regionMismatches(repository: Repository): Report[] {
  return repository.workflows.flatMap((workflow) => {
    const all = regionsOf(repository, workflow);
    return all.flatMap((region) => {
      const others = all.filter(({ role, value }) => role === region.role && value !== region.value);
      const same = all.filter(({ role, value }) => role === region.role && value === region.value);
      const odd =
        others.length > same.length ||
        (others.length === same.length && region !== all[0] && all.indexOf(region) > all.indexOf(others[0] ?? region));
      return others.length > 0 && odd && !isMeant(region) ? [report(region, others[0] ?? region)] : [];
    });
  });
}

function regionsOf(repository: Repository, workflow: Workflow): Region[] {
  return workflow.jobs.flatMap((job) =>
    job.steps.flatMap((step) => {
      const { role, region } = assumptionOf(step) ?? {};
      const values = region === undefined ? [] : possibleTexts(region.text, { repository, job, step });
      const [value] = values;
      return role === undefined ||
        region === undefined ||
        value === undefined ||
        values.length > 1 ||
        value.includes('$')
        ? []
        : [{ job, role: role.text, written: region, value }];
    }),
  );
}

/** Certificates and content delivery live in us-east-1; a second region may be the point of a job. */
function isMeant({ job, value }: Region): boolean {
  return (
    value === 'us-east-1' ||
    /region|dr\b|disaster|failover|replica|standby|backup|global|cloudfront|cert|edge|eu-|us-|af-|ap-/i.test(
      `${job.id} ${job.name}`,
    )
  );
}

function report({ job, written, value }: Region, other: Region): Report {
  const { source } = job.workflow;
  return {
    ...{ source, place: { line: written.line, column: written.column } },
    message: `Job "${job.id}" works in ${value}; with the same role everything else of this workflow is in ${other.value}.`,
    fix: `Use the one region of the environment: ${other.value}, or whichever is right, from one place.`,
    chain: [link(source, other.written, `region ${other.value}`), link(source, written, `region ${value}`)],
  };
}
