import { findingAt } from '../finding';
import { asText, filledFiles, isMissing, settingOf, type TenantRule } from '../tenant';

/** V02: `dev.tfvars` is for dev, and every file for an environment that exists. */
export const checkEnvironment: TenantRule = function* (tenant, { fields, environments }) {
  const field = fields.environment;
  const names = environments.map(({ name }) => name);
  for (const file of filledFiles(tenant)) {
    const expected = file.named === undefined ? names : [file.named];
    const fix = `${field} = ${expected.map((name) => `"${name}"`).join(' or ')}`;
    const setting = settingOf(tenant, file, field);
    if (!setting) {
      if (isMissing(tenant, file, field))
        yield findingAt('V02', file, 0, { message: `${field} is declared, and has no value here.`, fix });
      continue;
    }
    const text = setting.value.kind === 'null' ? 'null' : asText(setting.value);
    if (text === undefined || expected.includes(text)) continue;
    const own = setting.place.path === file.path;
    const known = names.includes(text) ? '' : ', which is no environment of the platform';
    const message = own
      ? `${file.name} says ${field} ${JSON.stringify(text)}${known}.`
      : `${file.name} does not set ${field}, so ${JSON.stringify(text)} of ${setting.place.path} applies${known}.`;
    yield findingAt('V02', file, own ? setting.value.start : 0, { message, fix });
  }
};
