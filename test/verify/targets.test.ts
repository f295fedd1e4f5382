import { join } from 'node:path';
import { findRepositories } from '../../src/verify/find-repositories';
import { verify, type Finding } from '../../src/verify/verify';

/**
 * Defects of the hand-written workflows, file by file: each rule with the lines where its defects begin. The files were
 * read line by line; what is not here is right, though it may tempt.
 */
const DEFECTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '2_bbws_tenants_instances_dev': {
    'deploy-tenant.yml':
      'D03:37,55,57,62,95,97,102,135,137,142 D04:72 D05:117 D08:79 D09:123 D10:124 D13:126 D16:169 D21:157 D29:16',
  },
  '2_bbws_tenants_instances_lambda': {
    'deploy-dev.yml': 'D03:51,53,73,89,95,167,202,225 D04:156 D07:36 D12:19 D13:160 D15:209',
    'deploy.yml':
      'D01:77 D03:30,31,51,52,63,72,75 D04:89 D06:68 D10:47 D12:68 D13:26,44,68 D14:3 D17:68 D23:27,30,31,51,52,57,63,72,75 D26:38,90 D29:8,16',
    'promote-to-prod.yml': 'D03:52,100,126,131,197,241 D07:109 D10:118,160 D14:26 D15:250 D20:88,220,226 D28:104',
    'promote-to-sit.yml': 'D03:36,114,128,196,245 D04:52 D06:106 D10:213 D12:101 D13:93,189 D15:254 D19:178 D20:75,232',
    'quality-gates.yml':
      'D03:32,34,50,52,69,71,98,111,113,133,135,150 D08:87 D10:63,131,146 D13:46,65,106,128 D14:1 D29:14',
    'rollback.yml': 'D02:126 D03:61,126 D04:84,101,143 D10:114 D12:50 D13:146 D15:88 D16:57 D24:156',
    'terraform-deploy.yml':
      'D03:44,46,63,100,117,119,134,170,172,186,212,214,220 D05:150 D09:84 D13:34 D17:106 D18:63 D19:74,145,197 D21:199 D22:206,234 D31:21',
    'infrastructure/iam.tf': 'D27:58',
  },
  '2_bbws_wordpress_site_management_lambda': {
    'deploy-dev.yml': 'D03:46,48,66,68,75,87,89,94,99,129,131,140,145,165 D05:154 D13:123,159 D14:10 D20:184 D24:32',
    'deploy-prod.yml':
      'D03:47,72,86,88,93,98,114,128,130,135,140,145,171,192,201,206 D05:218 D12:19 D13:185 D15:218 D17:120 D20:62 D28:76,118 D29:13 D30:124',
    'deploy-sit.yml':
      'D03:47,59,61,66,71,95,117,119,124,129,134,156 D04:33,40,108 D06:113 D07:114 D08:92 D10:45,162 D13:150 D16:148 D19:159 D20:183',
    'release-and-test.yml':
      'D03:40,41,56,58,67,82,83,110 D04:27 D13:19,33,50,76,93 D14:16 D23:31,67 D26:98 D29:11 D30:80',
    'test.yml': 'D03:25,29,53,64,67,85,88,101,115 D04:109 D08:43 D10:74 D13:14 D18:27,66,87',
  },
};

function findingsOf(name: string): Finding[] {
  return findRepositories(join('test/targets', name)).flatMap(({ repository }) => verify(repository));
}

function grouped(findings: readonly Finding[]): Record<string, string> {
  const files = [...new Set(findings.map(({ file }) => file))];
  return Object.fromEntries(
    files.map((file) => {
      const own = findings.filter((each) => each.file === file);
      const ids = [...new Set(own.map(({ id }) => id))].sort();
      const lines = (id: string): string =>
        own
          .filter((each) => each.id === id)
          .map(({ line }) => line)
          .join(',');
      return [file.replace('.github/workflows/', ''), ids.map((id) => `${id}:${lines(id)}`).join(' ')];
    }),
  );
}

describe('The hand-written workflows of the targets', () => {
  test.each(Object.keys(DEFECTS))('Every defect of %s is reported once, on its line, and nothing else.', (name) => {
    expect(grouped(findingsOf(name))).toEqual(DEFECTS[name]);
  });

  test.each([
    ['2_bbws_tenants_instances_lambda', 'promote-to-sit.yml', 'D06', [93, 106, 157]],
    ['2_bbws_tenants_instances_lambda', 'terraform-deploy.yml', 'D09', [46, 84]],
    ['2_bbws_tenants_instances_lambda', 'terraform-deploy.yml', 'D21', [161, 199]],
    ['2_bbws_tenants_instances_lambda', 'rollback.yml', 'D02', [121, 126]],
    ['2_bbws_wordpress_site_management_lambda', 'deploy-sit.yml', 'D06', [101, 113, 143]],
    ['2_bbws_wordpress_site_management_lambda', 'deploy-prod.yml', 'D28', [76, 125, 130]],
    ['2_bbws_wordpress_site_management_lambda', 'deploy-prod.yml', 'D30', [9, 124]],
    ['2_bbws_wordpress_site_management_lambda', 'test.yml', 'D18', [5, 27]],
    ['2_bbws_tenants_instances_dev', 'deploy-tenant.yml', 'D09', [97, 123]],
  ] as const)('%s %s: the proof of %s goes through lines %j.', (name, file, id, lines) => {
    const found = findingsOf(name).find((each) => each.id === id && each.file.endsWith(`/${file}`));
    expect(found?.chain.map(({ line }) => line)).toEqual(lines);
  });
});
