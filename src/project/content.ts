import type { FileBase } from 'projen/lib/file';

/** projen resolves lazy values before it writes; files of this tool hold text only, so there is nothing to resolve. */
const resolver = { resolve: (value: unknown): unknown => value };

/**
 * The text that a projen file would write, without writing it. The one place that reaches into projen:
 * `synthesizeContent` is protected there, and `synthesize` writes without asking.
 */
export function contentOf(file: FileBase): string | undefined {
  const synthesize: unknown = Reflect.get(file, 'synthesizeContent');
  if (typeof synthesize !== 'function') throw new Error(`${file.path}: projen's FileBase has no synthesizeContent.`);
  const content: unknown = Reflect.apply(synthesize, file, [resolver]);
  return typeof content === 'string' ? content : undefined;
}
