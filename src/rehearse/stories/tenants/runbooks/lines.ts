/** The commands of the emitted runbooks of tenants: what each is for, and which environment it is about. */
import { deployTenant } from '../../../../model/gitops-deliveries';
import { placesOf } from '../../../stage/tenant-cloud';
import type { TenantStage } from '../../../stage/tenant-stage';
import { typedIn, wordsOf } from '../../../stage/typed';

const KINDS = [
  [/^gh workflow run deploy-tenant-[\w-]+\.yml .*-f action=plan$/, 'plan'],
  [/^gh workflow run deploy-tenant-[\w-]+\.yml .*-f action=apply$/, 'apply'],
  [/^gh workflow run deploy-tenant-[\w-]+\.yml .*-f action=apply -f plan_digest=DIGEST$/, 'digest'],
  [/^gh workflow run deploy-tenant-[\w-]+\.yml .*-f action=apply -f emergency=true /, 'emergency'],
  [/^gh workflow run deploy-tenant-[\w-]+\.yml .*-f action=release-lock$/, 'release'],
  [/^gh workflow run drift-detection\.yml [^']*--ref main$/, 'look everywhere'],
  [/^gh workflow run drift-detection\.yml .*-f environment=/, 'look'],
  [/^gh api \S+\/git\/matching-refs\//, 'tags'],
  [/^gh api \S+\/git\/tags\/OBJECT /, 'record'],
  [/^gh api \S+\/runs\?/, 'runs'],
  [/^gh api \S+\/issues\?/, 'issues'],
  [/^git (fetch|switch|log|revert|push) /, 'git'],
  [/^aws s3api list-object-versions /, 'versions'],
  [/^aws s3api copy-object /, 'restore'],
  [/^aws dynamodb delete-item /, 'forget'],
] as const;

export type Kind = (typeof KINDS)[number][1];
export type Page = 'rollback' | 'promotion' | 'drift';

/** What a command is for. Throws for one that no story plays. */
export function kindOf(line: string): Kind {
  const found = KINDS.find(([pattern]) => pattern.test(line));
  if (found === undefined) throw new Error(`No story plays this command of a runbook: ${line}`);
  return found[1];
}

/** All commands of a kind on a page, each once, about that tenant. */
export function linesOf(stage: TenantStage, page: Page, kind: Kind, tenant: string): string[] {
  const path = `docs/runbooks/${page}.md`;
  const text = stage.parts.project.renderFiles().find((file) => file.path === path)?.content;
  if (text === undefined) throw new Error(`${stage.parts.project.name} has no ${path}.`);
  const lines = [...new Set(typedIn(text))].filter((line) => kindOf(line) === kind);
  if (lines.length === 0) throw new Error(`${path} has no command of the kind "${kind}".`);
  return lines.map((line) => line.replaceAll('TENANT', tenant));
}

/** The only command of a kind about an environment. */
export function lineAbout(
  stage: TenantStage,
  page: Page,
  kind: Kind,
  { tenant, environment }: { readonly tenant: string; readonly environment: string },
): string {
  const { bucket, table } = placesOf(stage, tenant, environment);
  const workflow = `${deployTenant(environment)}.yml`;
  const marks = [workflow, `environment=${environment}`, bucket, ...(table === undefined ? [] : [table])];
  const found = linesOf(stage, page, kind, tenant).filter((line) => {
    const words = wordsOf(line);
    const inPath = words.some((word) => word.endsWith(`-${environment}-`) || word.includes(`/${workflow}/`));
    return inPath || marks.some((mark) => words.includes(mark));
  });
  const [line, ...more] = found;
  if (line === undefined || more.length > 0)
    throw new Error(
      `${page}.md has ${found.length} commands of the kind "${kind}" for ${environment}, and should have one.`,
    );
  return line;
}
