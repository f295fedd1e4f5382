import { findingAt } from '../finding';
import { asFlag, asNumber, filledFiles, settingOf, type TenantRule } from '../tenant';

/** V15: where customers are served, enough tasks run, and nothing is open that is for looking inside. */
export const checkMinima: TenantRule = function* (tenant, { environments, fields }) {
  for (const file of filledFiles(tenant)) {
    const minima = environments.find(({ name }) => name === file.environment)?.minima;
    if (!minima) continue;
    const tasks = settingOf(tenant, file, fields.tasks);
    const count = asNumber(tasks?.value);
    if (tasks && count !== undefined && count < minima.tasks) {
      const own = tasks.place.path === file.path;
      const message = `${file.environment ?? ''} runs ${count} of at least ${minima.tasks} tasks${whence(own, tasks.place.path)}.`;
      const fix = `${fields.tasks} = ${minima.tasks}`;
      yield findingAt('V15', file, own ? tasks.value.start : 0, { message, fix });
    }
    for (const field of minima.off) {
      const setting = settingOf(tenant, file, field);
      if (!setting || asFlag(setting.value) !== true) continue;
      const own = setting.place.path === file.path;
      const message = `${field} is on in ${file.environment ?? ''}${whence(own, setting.place.path)}.`;
      yield findingAt('V15', file, own ? setting.value.start : 0, { message, fix: `${field} = false` });
    }
  }
};

function whence(own: boolean, path: string): string {
  return own ? '' : `, by ${path}`;
}
