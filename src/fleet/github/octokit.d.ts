/** GitHub's own API client with its plugins, bundled into `vendor/` by `tools/bundle-octokit.mjs`. */
declare module '#octokit' {
  export { createAppAuth } from '@octokit/auth-app';
  export { Octokit } from '@octokit/core';
  export { paginateRest } from '@octokit/plugin-paginate-rest';
  export { retry } from '@octokit/plugin-retry';
  export { throttling } from '@octokit/plugin-throttling';
  export { default as Bottleneck } from 'bottleneck';
}
