import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectEqual, expectSaid, expectSuccess } from '../../expectations';
import { promotes, type Chapter } from '../../story';
import { everything } from './texts';

/** What passes every check, and is written down. */
export const recorded: Chapter = {
  name: 'hostile-input',
  when: promotes,
  stories: [
    {
      title: 'A reason with all kinds of hostile text goes into the record word for word, and runs nothing.',
      from: 'delivered',
      play: async (stage) => {
        const { delivery, parts } = stage;
        const folder = mkdtempSync(join(tmpdir(), 'marks-'));
        try {
          const [text = ''] = everything(join(folder, 'mark'));
          const reason = `${text}\n\`\`\`\n| a | b |`;
          const end = await delivery.rollBack(delivery.first, { inputs: { reason } });
          expectSuccess(end);
          expectEqual(existsSync(join(folder, 'mark')), false, 'Whether a command ran');
          const [, record = ''] = /```json\n(\{"environment":.*"action":"rollback".*\})\n```/.exec(
            parts.repository.releases[0]?.body ?? '',
          ) ?? [''];
          const read: unknown = JSON.parse(record);
          expectEqual(Reflect.get(Object(read), 'reason'), reason, 'The reason in the record');
          expectSaid(end, new RegExp(`^\\| Reason \\| .*::set-output .* \`\`\` / a / b / \\|$`, 'm'));
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      },
    },
  ],
};
