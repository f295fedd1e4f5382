// GitHub's own API client with what it needs to be patient: bundle-octokit.mjs bundles it, since it is published for ECMAScript modules
// only and the rest of this package is CommonJS.
export { createAppAuth } from '@octokit/auth-app';
export { Octokit } from '@octokit/core';
export { paginateRest } from '@octokit/plugin-paginate-rest';
export { retry } from '@octokit/plugin-retry';
export { throttling } from '@octokit/plugin-throttling';
export { default as Bottleneck } from 'bottleneck/light.js';
