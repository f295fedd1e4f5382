// Bundles GitHub's API client as one file in vendor/: what calls GitHub needs it, compiled or not.
import { bundle } from './bundle.mjs';

await bundle({ name: 'octokit', entry: 'tools/octokit.mjs' });
