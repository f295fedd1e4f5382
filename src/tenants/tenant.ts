import type { TenantPlatform } from '../model/tenant-platform';
import type { Finding } from './finding';
import type { Attribute, Block, Body, Node } from './hcl/node';
import { plainDigits } from './hcl/parse-number';
import type { Source } from './hcl/source';

/** A `.tfvars` or `.tfvars.json` file. */
export interface VariableFile {
  /** Relative to the folder that was checked. */
  readonly path: string;
  readonly name: string;
  readonly source: Source;
  /** What it sets, by name; empty where it cannot be read. */
  readonly values: ReadonlyMap<string, Attribute>;
  readonly readable: boolean;
  /** Environment that it is for: by its name, else by the value of `environment`. */
  readonly environment: string | undefined;
  /** Environment that its name stands for. */
  readonly named: string | undefined;
}

/** A `.tf` file, or one with settings of a backend. */
export interface TerraformFile {
  readonly path: string;
  readonly source: Source;
  /** Undefined where it cannot be read. */
  readonly body: Body | undefined;
}

/** A `variable` block. */
export interface Declaration {
  readonly file: TerraformFile;
  readonly type: Node | undefined;
  readonly fallback: Node | undefined;
  readonly nullable: boolean;
}

/** A tenant's folder as it was read. */
export interface Tenant {
  readonly name: string;
  readonly variableFiles: readonly VariableFile[];
  readonly terraform: readonly TerraformFile[];
  /** Files with settings of a backend: `*.tfbackend`, `*.hcl`. */
  readonly backendFiles: readonly TerraformFile[];
  readonly declarations: ReadonlyMap<string, Declaration>;
  /** Whether all of its `.tf` files could be read: only then is it known what they lack. */
  readonly complete: boolean;
  /** Whether the providers' lock file is there. */
  readonly locked: boolean;
  /** Levels from its folder up to the repository's root. */
  readonly above: number;
  /** Faults that were seen while it was read. */
  readonly findings: readonly Finding[];
}

/** A rule that looks at one tenant. */
export type TenantRule = (tenant: Tenant, platform: TenantPlatform) => Iterable<Finding>;

/** A value, and where it stands. */
export interface Setting {
  readonly place: { readonly path: string; readonly source: Source };
  readonly value: Node;
}

/** What applies to a variable: the file's value, else that of a file which is always loaded, else the declared default. */
export function settingOf(tenant: Tenant, file: VariableFile, field: string): Setting | undefined {
  for (const place of [file, ...tenant.variableFiles.filter(({ name }) => isLoaded(name))]) {
    const value = place.values.get(field)?.value;
    if (value) return { place, value };
  }
  const declaration = tenant.declarations.get(field);
  return declaration?.fallback && { place: declaration.file, value: declaration.fallback };
}

/** Whether Terraform would ask for this variable: the file is an environment's, and nothing else has a value, either. */
export function isMissing(tenant: Tenant, file: VariableFile, field: string): boolean {
  const whole = file.named !== undefined || /^terraform\.tfvars/.test(file.name);
  return whole && tenant.declarations.has(field) && settingOf(tenant, file, field) === undefined;
}

/** Whether Terraform loads a file of this name without being told to. */
export function isLoaded(name: string): boolean {
  return /^terraform\.tfvars(\.json)?$|\.auto\.tfvars(\.json)?$/.test(name);
}

/** The files that have values which can be looked at. */
export function filledFiles({ variableFiles }: Tenant): readonly VariableFile[] {
  return variableFiles.filter(({ readable, values }) => readable && values.size > 0);
}

/** The blocks of a type in all `.tf` files, each with its file. */
export function* blocksOf(tenant: Tenant, type: string): Generator<{ file: TerraformFile; block: Block }> {
  for (const file of tenant.terraform)
    for (const block of file.body?.blocks ?? []) if (block.type === type) yield { file, block };
}

/** The `variable` blocks of these files, by name. */
export function declarationsOf(files: readonly TerraformFile[]): Map<string, Declaration> {
  const declarations = new Map<string, Declaration>();
  for (const file of files) {
    for (const { type, labels, body } of file.body?.blocks ?? []) {
      const [name] = labels;
      if (type !== 'variable' || name === undefined) continue;
      const nullable = attributeOf(body, 'nullable')?.value;
      declarations.set(name, {
        file,
        type: attributeOf(body, 'type')?.value,
        fallback: attributeOf(body, 'default')?.value,
        nullable: nullable?.kind !== 'flag' || nullable.value,
      });
    }
  }
  return declarations;
}

export function attributeOf(body: Body, name: string): Attribute | undefined {
  return body.attributes.find((attribute) => attribute.name === name);
}

/** Terraform turns numbers and flags into text where text is declared. */
export function asText(node: Node | undefined): string | undefined {
  if (node?.kind === 'text') return node.value;
  if (node?.kind === 'number') return plainDigits(node.digits);
  return node?.kind === 'flag' ? String(node.value) : undefined;
}

/** Terraform takes text for a number where a number is declared. */
export function asNumber(node: Node | undefined): number | undefined {
  if (node?.kind === 'number') return node.value;
  return node?.kind === 'text' && isNumber(node.value) ? Number(node.value) : undefined;
}

export function isNumber(text: string): boolean {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text);
}

/** Terraform takes these four texts for a flag where one is declared. */
export function asFlag(node: Node | undefined): boolean | undefined {
  if (node?.kind === 'flag') return node.value;
  if (node?.kind !== 'text') return undefined;
  if (node.value === 'true' || node.value === '1') return true;
  return node.value === 'false' || node.value === '0' ? false : undefined;
}
