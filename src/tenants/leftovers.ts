/** Names of what Terraform and editors leave behind. */
const NAMES: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /\.tfstate(\.\d+)?(\.backup)?$|^errored\.tfstate$/i, what: 'a state, with all its secrets' },
  { pattern: /\.(tf)?plan$|^(tf)?plan(\.out|\.bin)?$|^plan\.(json|txt)$/i, what: 'a plan, with all its secrets' },
  { pattern: /\.(backup|bak|old|orig|rej|sw[op])$|~$|\.(tf|tfvars)\.(save|copy)$/i, what: 'a backup' },
  { pattern: /\.tfstate\.lock\.info$/i, what: 'the lock of a state' },
  { pattern: /^crash(\..+)?\.log$/i, what: 'the log of a crash' },
];
/** What a file with another name may be is told by its beginning, unless its ending says that it is text. */
const TEXT = /\.(tf|tfvars|tfvars\.json|hcl|tfbackend|md|txt|ya?ml|sh|py|tpl|tftpl)$/i;

/** Why a file does not belong into the tree: it is a plan, a state or a backup. */
export function leftoverFault(
  name: string,
  head: () => Uint8Array,
): { readonly message: string; readonly fix: string } | undefined {
  const what = NAMES.find(({ pattern }) => pattern.test(name))?.what ?? (TEXT.test(name) ? undefined : told(head()));
  if (what === undefined) return undefined;
  return { message: `This file is ${what}.`, fix: 'no such file: git rm --cached, and a line in .gitignore' };
}

function told(head: Uint8Array): string | undefined {
  const text = new TextDecoder('latin1').decode(head);
  // A plan is a zip archive whose first member is called tfplan; a state is JSON that says its lineage.
  if (text.startsWith('PK\u0003\u0004') && text.includes('tfplan')) return 'a plan, with all its secrets';
  return /"terraform_version"[^]*"lineage"/.test(text) ? 'a state, with all its secrets' : undefined;
}
