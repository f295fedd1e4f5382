// Before: what is emitted. After: the same with one edit. Expected: every sentence, risks first.
import { GITOPS, HANDLER, meaningOfEdit, type Pair } from './support/rendered';

const pairs: readonly Pair[] = [
  [
    'a choice becomes text',
    HANDLER,
    'rollback',
    'type: choice, options: [ dev, sit, prod ]',
    'type: string',
    [
      'risk: input `environment` of rollback takes `string` instead of `choice`',
      'change: input `environment` of rollback lists no choices any more',
    ],
  ],
  [
    'an input has a choice more',
    GITOPS,
    'bulk-operations',
    'options: [ dev, sit ]',
    'options: [ dev, sit, prod ]',
    ['risk: input `environment` of bulk-operations may also be `prod`'],
  ],
  [
    'an input has a choice less',
    GITOPS,
    'bulk-operations',
    'options: [ dev, sit ]',
    'options: [ dev ]',
    ['change: input `environment` of bulk-operations can no longer be `sit`'],
  ],
  [
    'a rollback needs no reason',
    HANDLER,
    'rollback',
    'type: string, required: true }',
    'type: string }',
    ['risk: input `reason` of rollback is no longer required'],
  ],
  [
    'every promotion is an emergency',
    HANDLER,
    'promote-to-prod',
    'type: boolean, default: false',
    'type: boolean, default: true',
    ['risk: input `emergency` of promote-to-prod: its default is `true` instead of `false`'],
  ],
  [
    'a switch becomes text',
    HANDLER,
    'promote-to-prod',
    'type: boolean, default: false',
    'type: string, default: false',
    ['risk: input `emergency` of promote-to-prod takes `string` instead of `boolean`'],
  ],
  [
    'there is an input more',
    HANDLER,
    'promote-to-prod',
    '      reason:',
    '      force: { type: boolean }\n      reason:',
    ['change: input `force` of promote-to-prod is new'],
  ],
  [
    'a required input is gone',
    HANDLER,
    'rollback',
    /^ {6}reason:.*\n/m,
    '',
    ['risk: input `reason` of rollback, which was required, is gone'],
  ],
  [
    'an input is described in other words',
    HANDLER,
    'rollback',
    'Environment to roll back',
    'The environment to roll back',
    ['note: no behavioural change', 'note: rollback: words for people changed at `environment`'],
  ],
  [
    'an action takes another version by default',
    HANDLER,
    'python-setup/',
    'default: "3.12"',
    'default: "3.13"',
    ['change: action python-setup: `python-version` is `3.13` instead of `3.12`'],
  ],
  [
    'a version without quotes is another number',
    HANDLER,
    'python-setup/',
    'default: "3.12"',
    'default: 3.10',
    ['change: action python-setup: `python-version` is `3.1` instead of `3.12`'],
  ],
];

test.each(pairs)('It is told that %s.', (_, repository, file, from, to, expected) => {
  expect(meaningOfEdit(repository, file, from, to)).toEqual(expected);
});
