import { findFact } from '../platform/platform-facts';
import type { Repository } from '../read/repository';
import type { Source } from '../read/source';
import { link, type Report, type Rule } from '../rule';

const FILES = /\.(json|tf|ya?ml|sh|hcl)$/;
/** Policies that are told about, and assumed by nobody. */
const TOLD = /(^|\/)(tests?|fixtures|examples?|docs?)\//;
/** Subjects of the identity token as trust policies name them. */
const SUBJECT = /\brepo:([\w.@${}\-*]+)(?:\/([\w.@${}\-*]+))?(?::([\w.:${}\-*/]+))?/g;

/** Since when new subjects hold the ids of owner and repository. */
const IDS_SINCE = findFact('oidc-subject', 'repo:OWNER/REPOSITORY').stages[0]?.day ?? '';

/** Who may take a role: everybody of an organisation, or every branch. */
export const D27: Rule = {
  id: 'D27',
  title: 'Trust too wide',
  severity: 'error',
  check(repository: Repository) {
    return [...repository.files].flatMap((source) => {
      const relevant =
        FILES.test(source.path) &&
        !TOLD.test(source.path) &&
        source.content.includes('repo:') &&
        /token\.actions\.githubusercontent\.com|AssumeRoleWithWebIdentity/.test(source.content);
      return relevant ? reportsFor(source) : [];
    });
  },
};

function reportsFor(source: Source): Report[] {
  return source.lines.flatMap((line, i) => {
    if (/^\s*(#|\/\/)/.test(line)) return [];
    const place = { line: i + 1, column: 1 };
    for (const [whole, owner = '', repository, context] of line.matchAll(SUBJECT)) {
      const who = whoIsLetIn(owner, repository, context);
      if (who !== undefined)
        return [report(source, { ...place, column: line.indexOf(whole) + 1 }, `"${whole}" lets ${who} take the role.`)];
    }
    return /ForAllValues:String\w+/.test(line)
      ? [report(source, place, '"ForAllValues" holds also when the token has no such claim.')]
      : [];
  });
}

function whoIsLetIn(owner: string, repository: string | undefined, context: string | undefined): string | undefined {
  if (owner.startsWith('*') || repository === undefined || repository.startsWith('*'))
    return 'every repository of the organisation';
  return context !== undefined && /^\*$|^ref:(\*|refs\/(heads\/)?\*)$/.test(context)
    ? 'every branch and every pull request of the repository'
    : undefined;
}

function report(source: Source, place: { line: number; column: number }, message: string): Report {
  return {
    ...{ source, place, message },
    fix: `Name one repository and one environment, "repo:ORG/REPO:environment:prod", and its form with ids, "repo:ORG@1/REPO@2:environment:prod", which repositories made or renamed after ${IDS_SINCE} have.`,
    chain: [link(source, place, source.line(place.line).trim())],
  };
}
