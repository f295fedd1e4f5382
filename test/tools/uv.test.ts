/** The settings of pip that uv, which reads none of them, is given. */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const source = resolve(__dirname, '../../tools/uv.mjs');

function variables(settings: string, own: Record<string, string> = {}): Record<string, string> {
  const code = `
    import { uvVariables } from ${JSON.stringify(source)};
    console.log(JSON.stringify(uvVariables(${JSON.stringify(settings)}, ${JSON.stringify(own)})));`;
  const said = execFileSync(process.execPath, ['--input-type=module', '--eval', code], { encoding: 'utf8' });
  return JSON.parse(said);
}

test('Index, certificates and hosts of pip become those of uv; what uv has no word for is left out.', () => {
  const settings = "global.index-url='https://mirror.test/simple'\nglobal.cert='/ca.pem'\nglobal.no-color='true'\n";
  expect(variables(settings)).toEqual({ UV_DEFAULT_INDEX: 'https://mirror.test/simple', SSL_CERT_FILE: '/ca.pem' });
});

test('The environment is stronger than a file, and what is for installations than what is for all, in any order.', () => {
  const [global, install, env] = ["global.cert='1'", "install.cert='2'", ":env:.cert='3'"];
  expect(variables(`${env}\n${global}\n`)).toEqual({ SSL_CERT_FILE: '3' });
  expect(variables(`${install}\n${global}\n`)).toEqual({ SSL_CERT_FILE: '2' });
});

test('What somebody set for uv itself wins.', () => {
  const own = { UV_DEFAULT_INDEX: 'https://own.test/simple' };
  expect(variables("global.index-url='https://mirror.test/simple'\n", own)).toEqual(own);
});

test('Settings of other commands of pip are not for uv.', () => {
  expect(variables("download.index-url='https://other.test/simple'\n")).toEqual({});
});
