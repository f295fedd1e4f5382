/** Pages for the people who deploy tenants and go back. */
import type { Page } from '../../delivery/runbook';
import type { GitOpsModel } from '../../model/gitops';
import { promotions } from '../../model/platform';
import { driftPage } from './drift-page';
import { promotionPage } from './promotion-page';
import { rollbackPage } from './rollback-page';

/** Emits `docs/runbooks/drift.md` and, where workflows deploy tenants, `rollback.md` and `promotion.md` beside it. */
export function runbooks(model: GitOpsModel): Page[] {
  const deployed = promotions(model.platform).length > 0;
  return [
    ...(deployed ? [{ path: 'docs/runbooks/rollback.md', lines: rollbackPage(model) }] : []),
    ...(deployed ? [{ path: 'docs/runbooks/promotion.md', lines: promotionPage(model) }] : []),
    { path: 'docs/runbooks/drift.md', lines: driftPage(model) },
  ];
}
