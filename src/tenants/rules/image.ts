import { findingAt } from '../finding';
import type { TenantRule } from '../tenant';

const IMAGE = /(?:^|_)image(?:_ur[il]|_name)?$/i;
/** Images of another kind. */
const PICTURE = /\.(?:png|jpe?g|gif|svg|webp|ico)$|^https?:/i;
/** Tags that are moved to the next build: words, names of branches and environments, and a major version alone. */
const MOVING =
  /^(?:.*[-_.])?(?:latest|stable|edge|current|release|main|master|trunk|develop|dev|test|testing|sit|staging|uat|prod|production|nightly|snapshot)$|^(?:latest|stable|edge)[-_.]|^v?\d{1,2}$/i;

/** V20: an image is named by something that never means another one: a digest, or a tag of its own for each build. */
export const checkImages: TenantRule = function* ({ variableFiles }) {
  for (const file of variableFiles) {
    for (const { name, value } of file.values.values()) {
      if (!IMAGE.test(name) || value.kind !== 'text' || value.value === '' || value.value.includes('@sha256:'))
        continue;
      if (PICTURE.test(value.value)) continue;
      const tag = /:([^/:]+)$/.exec(value.value)?.[1];
      if (tag !== undefined && !MOVING.test(tag)) continue;
      const what = tag === undefined ? 'has no tag, which means "latest"' : `has the tag "${tag}", which moves`;
      const fix = 'the tag of one build, such as :1.4.2, or a digest @sha256:…';
      yield findingAt('V20', file, value.start, { message: `The image ${what}.`, fix });
    }
  }
};
