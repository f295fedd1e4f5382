/** What people type on purpose. Every input of every emitted workflow gets every text, one at a time. */
import { promotes, type Chapter, type Story } from '../../story';
import { typeAll } from './harmless';
import { recorded } from './recorded';
import * as texts from './texts';

const KINDS: readonly (readonly [string, texts.Texts])[] = [
  ['Commands of a shell are', texts.shell],
  ['Commands of the runner are', texts.runner],
  ['Lines that look like outputs, behind a version or before it, are', texts.lines],
  ['Options, paths and patterns of files are', texts.places],
  ['Nothing, in all its forms, is', texts.emptiness],
  ['Texts as long as GitHub takes them are', texts.size],
  ['Signs of all scripts, and some that steer a terminal, are', texts.signs],
  ['Expressions and variables are', texts.expressions],
];

const all: texts.Texts = (mark) => KINDS.flatMap(([, each]) => each(mark));

const isFree = ({ type }: { readonly type: string }): boolean => type === 'string';

const stories: readonly Story[] = [
  {
    title: 'All kinds of hostile text in one are text and nothing else, in every input.',
    from: 'fresh',
    core: true,
    play: (stage) => typeAll(stage, texts.everything, isFree),
  },
  ...KINDS.map(([kind, each]): Story => ({
    title: `${kind} text and nothing else, in every input that takes any text.`,
    from: 'fresh',
    play: (stage) => typeAll(stage, each, isFree),
  })),
  {
    title: 'Choices and switches take nothing but what they offer: GitHub starts no run.',
    from: 'fresh',
    play: (stage) =>
      typeAll(
        stage,
        (mark) => all(mark).filter((text) => text !== ''),
        (input) => !isFree(input),
      ),
  },
];

export const hostileInputChapters: readonly Chapter[] = [{ name: 'hostile-input', when: promotes, stories }, recorded];
