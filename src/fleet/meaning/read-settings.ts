import { group, leaf, setOf, type Group, type Node } from './node';

/** JSON as what it means. Throws SyntaxError. Rows of lists are known by their `name`, where each has one of its own. */
export function readJson(text: string): Node {
  const parsed: unknown = JSON.parse(text);
  return jsonNode(parsed);
}

function jsonNode(value: unknown): Node {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    const names = items.map(nameOf);
    const known = names.every((name) => name !== undefined) && new Set(names).size === names.length;
    return group(items.map((item, i) => [known ? (names[i] ?? '') : String(i + 1), jsonNode(item)]));
  }
  if (typeof value === 'object' && value !== null)
    return group(Object.entries(value).map(([key, below]: [string, unknown]) => [key, jsonNode(below)]));
  return leaf(typeof value === 'string' ? value : JSON.stringify(value));
}

function nameOf(item: unknown): string | undefined {
  const name: unknown = typeof item === 'object' && item !== null ? Reflect.get(item, 'name') : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** An INI file, as pytest and coverage read it: lines that are indented belong to the key before them. */
export function readIni(text: string): Group {
  const sections: [string, [string, string][]][] = [['', []]];
  for (const line of text.split('\n')) {
    if (/^\s*([#;]|$)/.test(line)) continue;
    const entries = sections.at(-1)?.[1];
    const [, header] = /^\[(.*)\]\s*$/.exec(line) ?? [];
    const [, key = line.trim(), value = ''] = /^([^\s=:][^=:]*?)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
    const last = entries?.at(-1);
    if (header !== undefined) sections.push([header, []]);
    else if (/^\s/.test(line) && last !== undefined) last[1] = `${last[1]}\n${line.trim()}`;
    else entries?.push([key, value]);
  }
  return group(
    sections.map(([name, entries]) => [name, group(entries.map(([key, value]) => [key, leaf(value.trim())]))]),
  );
}

/** A locked list of Python packages: what is installed, and by which digests. */
export function readLock(text: string): Group {
  const joined = text.replaceAll(/\\\n/g, ' ').split('\n');
  const packages = joined.filter((line) => !/^\s*(#|$)/.test(line));
  return group(
    packages.map((line): [string, Node] => {
      const [, name = line.trim(), version = '', marker = ''] = /^([\w.[\]-]+)==(\S+)\s*(?:;\s*(.*?))?\s*(?=--hash|$)/.exec(line) ?? []; // prettier-ignore
      const hashes = [...line.matchAll(/--hash=(\S+)/g)].map(([, hash = '']) => hash);
      const which = marker === '' ? name : `${name} (${marker})`;
      return [which, group([['version', leaf(version)], ['digests', setOf(hashes)]])]; // prettier-ignore
    }),
  );
}
