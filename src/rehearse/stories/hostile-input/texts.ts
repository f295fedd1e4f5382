/** Texts that nobody types by mistake. `mark` is a file that must never come to be. */
export type Texts = (mark: string) => readonly string[];

const VERSION = 'v1-1a2b3c4-0123456789ab';

export const shell: Texts = (mark) => [
  `$(touch ${mark})`,
  `\`touch ${mark}\``,
  `"; touch ${mark}; "`,
  `'; touch ${mark}; '`,
  `x; touch ${mark} | touch ${mark} && touch ${mark} & touch ${mark}`,
  `x > ${mark}`,
  `<(touch ${mark})$(touch\${IFS}${mark})`,
  `a[$(touch ${mark})]`,
];

export const runner: Texts = () => [
  `x\n::set-output name=version::${VERSION}`,
  `x%0A::set-output name=version::${VERSION}`,
  'x\n::add-mask::version\n::add-mask::reason',
  'x\n::stop-commands::end\n::error::lost',
  `x\n##[set-output name=version;]${VERSION}`,
  '::error file=a,line=1::x\r::notice::y',
];

export const lines: Texts = (mark) => [
  `\n${VERSION}`,
  `${VERSION}\n`,
  `${VERSION}\ntouch ${mark}`,
  `x\nversion=${VERSION}\ndigest=0`,
  `version<<END\n${VERSION}\nEND`,
];

export const places: Texts = () => [
  '-rf',
  '--endpoint-url=http://127.0.0.1:9',
  '../../../../etc/passwd',
  'releases/../../../user',
  '*',
  '{a,b}[a-z]?',
];

export const emptiness: Texts = () => ['', ' ', '\t', ' \u00a0\u2003 \n\n'];

export const size: Texts = () => ['A'.repeat(65_535), `${VERSION}${'0'.repeat(1000)}`, '$('.repeat(5000)];

export const signs: Texts = () => [
  'Zurück – версия ૧ 版本 🚀',
  '\u202eba9876543210-4c3b2a1-1v\u202c',
  'v１-1a2b3c4-0123456789ab',
  '\u001b]0;title\u0007\u001b[2Jgone',
  "' OR 1=1 --",
  '{"version":"v1"}',
];

export const expressions: Texts = () => ['${{ github.token }}', "${{ fromJSON('[]') }}", '$GITHUB_TOKEN ${GH_TOKEN}'];

/** All of it in one. */
export const everything: Texts = (mark) => [
  `$(touch ${mark})\`touch ${mark}\`"'; touch ${mark}\n::set-output name=version::${VERSION}\n../* -rf \u202e\${{ github.token }}`,
];
