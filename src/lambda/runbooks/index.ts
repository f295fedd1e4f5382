/** Pages for the people who deploy and go back. */
import type { Page } from '../../delivery/runbook';
import type { SamModel } from '../sam-model';
import { promotionPage } from './promotion-page';
import { rollbackPage } from './rollback-page';

/** Emits `docs/runbooks/rollback.md` and, where versions are promoted, `docs/runbooks/promotion.md`. */
export function runbooks(model: SamModel): Page[] {
  const promoted = model.platform.environments.length > 1;
  return [
    { path: 'docs/runbooks/rollback.md', lines: rollbackPage(model) },
    ...(promoted ? [{ path: 'docs/runbooks/promotion.md', lines: promotionPage(model) }] : []),
  ];
}
