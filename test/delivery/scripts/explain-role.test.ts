import { runScript } from '../../support/run-script';

test('A refused role is explained by what it may lack, in the account and in the job.', async () => {
  const env = { ROLE: 'arn:aws:iam::111122223333:role/deploy', TARGET: 'prod' };
  const { code, output } = await runScript('explain-role', { env });
  expect(code).toBe(0);
  expect(output).toContain(
    '::error::A job in GitHub environment "prod" was not given arn:aws:iam::111122223333:role/deploy.',
  );
  expect(output).toContain('docs/bootstrap.md');
});
