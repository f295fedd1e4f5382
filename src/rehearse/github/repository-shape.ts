/** A repository as answers show it. */
import { ok } from './answer';
import { nodeId } from './names';
import type { Repository } from './repository';
import type { Route } from './route';
import type { Schema } from './schemas';
import { userShape } from './users';

/** Addresses of what belongs to it, by the name that GitHub gives each: `releases_url`. */
function addresses({ url }: Repository) {
  return {
    ...{ archive_url: `${url}/{archive_format}{/ref}`, assignees_url: `${url}/assignees{/user}` },
    ...{ blobs_url: `${url}/git/blobs{/sha}`, branches_url: `${url}/branches{/branch}` },
    ...{ collaborators_url: `${url}/collaborators{/collaborator}`, comments_url: `${url}/comments{/number}` },
    ...{ commits_url: `${url}/commits{/sha}`, compare_url: `${url}/compare/{base}...{head}` },
    ...{ contents_url: `${url}/contents/{+path}`, contributors_url: `${url}/contributors` },
    ...{ deployments_url: `${url}/deployments`, downloads_url: `${url}/downloads`, events_url: `${url}/events` },
    ...{ forks_url: `${url}/forks`, git_commits_url: `${url}/git/commits{/sha}` },
    ...{ git_refs_url: `${url}/git/refs{/sha}`, git_tags_url: `${url}/git/tags{/sha}`, hooks_url: `${url}/hooks` },
    ...{ issue_comment_url: `${url}/issues/comments{/number}`, issue_events_url: `${url}/issues/events{/number}` },
    ...{ issues_url: `${url}/issues{/number}`, keys_url: `${url}/keys{/key_id}`, labels_url: `${url}/labels{/name}` },
    ...{ languages_url: `${url}/languages`, merges_url: `${url}/merges`, milestones_url: `${url}/milestones{/number}` },
    ...{ notifications_url: `${url}/notifications{?since,all,participating}`, pulls_url: `${url}/pulls{/number}` },
    ...{ releases_url: `${url}/releases{/id}`, stargazers_url: `${url}/stargazers` },
    ...{ statuses_url: `${url}/statuses/{sha}`, subscribers_url: `${url}/subscribers` },
    ...{ subscription_url: `${url}/subscription`, tags_url: `${url}/tags`, teams_url: `${url}/teams` },
    trees_url: `${url}/git/trees{/sha}`,
  };
}

/** As runs and statuses show it. */
export function minimalRepository(repository: Repository) {
  const { id, name, fullName: full_name, url, html: html_url } = repository;
  return {
    ...{ id, node_id: nodeId('R', id), name, full_name, owner: userShape(repository, repository.owner) },
    ...{ private: repository.visibility !== 'public', html_url, description: null, fork: false, url },
    ...addresses(repository),
  } satisfies Schema<'minimal-repository'>;
}

/** As it shows itself. */
export function fullRepository(repository: Repository) {
  const { html, issues, createdAt, visibility, defaultBranch: default_branch } = repository;
  const open = issues.filter(({ state }) => state === 'open').length;
  return {
    ...minimalRepository(repository),
    ...{ git_url: html.replace(/^https?/, 'git'), ssh_url: `${html}.git`, clone_url: `${html}.git`, svn_url: html },
    ...{ mirror_url: null, homepage: null, language: null, license: null, size: 0, default_branch, visibility },
    ...{ forks: 0, forks_count: 0, stargazers_count: 0, watchers: 0, watchers_count: 0 },
    ...{ open_issues: open, open_issues_count: open, subscribers_count: 0, network_count: 0 },
    ...{ has_issues: true, has_projects: false, has_wiki: false, has_pages: false, has_downloads: false },
    ...{ has_discussions: false, archived: false, disabled: false },
    ...{ pushed_at: createdAt, created_at: createdAt, updated_at: createdAt },
  } satisfies Schema<'full-repository'>;
}

export const repositoryRoutes: readonly Route[] = [
  {
    call: 'GET /repos/{owner}/{repo}',
    needs: [{ metadata: 'read' }],
    answer: ({ repository }) => ok(fullRepository(repository)),
  },
];
