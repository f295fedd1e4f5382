/** What a shell script is made of, as far as the rules ask. Offsets count characters of the script. */

export interface Script {
  readonly statements: readonly AndOr[];
}

/** Pipelines joined by `&&` and `||`. `operators[i]` stands before `pipelines[i + 1]`. */
export interface AndOr {
  readonly pipelines: readonly Pipeline[];
  readonly operators: readonly ('&&' | '||')[];
}

export interface Pipeline {
  readonly negated: boolean;
  readonly commands: readonly Command[];
  /** Where each `|` is; `pipes[i]` stands behind `commands[i]`. */
  readonly pipes: readonly number[];
}

export type Command = Simple | If | Loop | Case | Group | FunctionDefinition;

export interface Simple {
  readonly kind: 'simple';
  readonly assignments: readonly Assignment[];
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
  readonly offset: number;
}

export interface Assignment {
  readonly name: string;
  readonly value: Word;
  readonly offset: number;
}

export interface If {
  readonly kind: 'if';
  readonly branches: readonly { readonly condition: Script; readonly body: Script }[];
  readonly otherwise?: Script;
}

export interface Loop {
  readonly kind: 'loop';
  readonly condition: Script;
  /** What a `for` goes through. */
  readonly words: readonly Word[];
  readonly variable?: string;
  readonly body: Script;
  readonly redirects: readonly Redirect[];
}

export interface Case {
  readonly kind: 'case';
  readonly subject: Word;
  readonly arms: readonly { readonly patterns: readonly string[]; readonly body: Script }[];
}

/** `{ …; }` and `( … )`. */
export interface Group {
  readonly kind: 'group';
  readonly body: Script;
  readonly redirects: readonly Redirect[];
}

export interface FunctionDefinition {
  readonly kind: 'function';
  readonly name: string;
  readonly body: Command;
}

export interface Redirect {
  readonly operator: string;
  readonly target: Word;
  /** What a here-document holds. */
  readonly body?: Word;
}

export interface Word {
  readonly parts: readonly Part[];
  readonly offset: number;
}

export type Part =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | { readonly kind: 'variable'; readonly name: string; readonly modifier: string }
  | { readonly kind: 'command'; readonly script: Script }
  | { readonly kind: 'arithmetic'; readonly text: string }
  /** What GitHub replaces before any shell sees the script. */
  | { readonly kind: 'expression'; readonly text: string };

/** A word as people read it: variables as `$NAME`, nested commands as `$(…)`, expressions as they are written. */
export function wordText(word: Word): string {
  return word.parts.map(partText).join('');
}

function partText(part: Part): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'variable':
      return part.modifier === '' ? `$${part.name}` : `\${${part.name}${part.modifier}}`;
    case 'command':
      return '$(…)';
    case 'arithmetic':
      return `$((${part.text}))`;
    case 'expression':
      return `\${{ ${part.text} }}`;
  }
}
