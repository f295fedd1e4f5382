/** Every endpoint that there is. */
import { actionsPolicyRoutes } from './actions-policy';
import { approvalRoutes } from './approvals';
import { artifactRoutes } from './artifacts';
import { branchRoutes } from './branches';
import { checkRoutes } from './checks';
import { commentRoutes } from './comments';
import { commitRoutes } from './commits';
import { compareRoutes } from './compare';
import { contentRoutes } from './contents';
import { deploymentStatusRoutes } from './deployment-statuses';
import { deploymentRoutes } from './deployments';
import { environmentChangeRoutes } from './environment-changes';
import { environmentVariableRoutes } from './environment-variables';
import { environmentRoutes } from './environments';
import { issueRoutes } from './issues';
import { jobRoutes } from './jobs';
import { organizationRoutes } from './organizations';
import { peopleRoutes } from './people';
import { pullReviewRoutes } from './pull-reviews';
import { pullRoutes } from './pulls';
import { refRoutes } from './refs';
import { assetRoutes } from './release-assets';
import { releaseRoutes } from './releases';
import { repositoryRoutes } from './repository-shape';
import type { Route } from './route';
import { rulesetRoutes } from './rulesets';
import { runRoutes } from './runs';
import { statusRoutes } from './statuses';
import { treeRoutes } from './trees';
import { workflowRoutes } from './workflows';

export const routes: readonly Route[] = [
  ...[repositoryRoutes, environmentRoutes, workflowRoutes, runRoutes, approvalRoutes, jobRoutes, artifactRoutes],
  ...[releaseRoutes, assetRoutes, refRoutes, treeRoutes, commitRoutes, compareRoutes, contentRoutes, branchRoutes],
  ...[deploymentRoutes, deploymentStatusRoutes, statusRoutes, checkRoutes, issueRoutes, commentRoutes, pullRoutes],
  ...[environmentChangeRoutes, environmentVariableRoutes, rulesetRoutes, actionsPolicyRoutes, organizationRoutes],
  ...[pullReviewRoutes, peopleRoutes],
].flat();
