interface Placed {
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
}

export interface TextNode extends Placed {
  readonly kind: 'text';
  /** In Unicode's normal form C, as Terraform keeps texts. */
  readonly value: string;
}

export interface NumberNode extends Placed {
  readonly kind: 'number';
  readonly value: number;
  /** As it is written, with `-` in front of a negative one. */
  readonly digits: string;
}

export interface Entry {
  readonly key: Node;
  /** The key as text; undefined where it is an expression. */
  readonly name: string | undefined;
  readonly value: Node;
}

/** A value, or what would have to be evaluated to become one. */
export type Node =
  | TextNode
  | NumberNode
  | (Placed & { readonly kind: 'flag'; readonly value: boolean })
  | (Placed & { readonly kind: 'null' })
  | (Placed & { readonly kind: 'list'; readonly items: readonly Node[] })
  | (Placed & { readonly kind: 'object'; readonly entries: readonly Entry[] })
  /** A name that stands for a value of somewhere else: `var.profile`. */
  | (Placed & { readonly kind: 'reference'; readonly path: string })
  | (Placed & { readonly kind: 'call'; readonly name: string; readonly items: readonly Node[] })
  /** Anything that is computed; `items` are the parts that are evaluated in any case. */
  | (Placed & { readonly kind: 'expression'; readonly what: string; readonly items: readonly Node[] });

export interface Attribute {
  readonly name: string;
  /** Where its name begins. */
  readonly start: number;
  readonly value: Node;
}

export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly start: number;
  readonly body: Body;
}

export interface Body {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly Block[];
}

/** The nodes inside of a node, itself first. */
export function* walk(node: Node): Generator<Node> {
  yield node;
  if (node.kind === 'object') {
    for (const { key, value } of node.entries) {
      yield* walk(key);
      yield* walk(value);
    }
  } else if ('items' in node) for (const item of node.items) yield* walk(item);
}

/** All attributes of a body, those of its blocks included. */
export function* allAttributes(body: Body): Generator<Attribute> {
  yield* body.attributes;
  for (const block of body.blocks) yield* allAttributes(block.body);
}
