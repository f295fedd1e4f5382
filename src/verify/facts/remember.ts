import type { Repository } from '../read/repository';

/** A fact about a part of a repository, worked out when first asked for: many rules ask for the same. */
export function remember<K extends object, V>(work: (repository: Repository, key: K) => V): typeof work {
  const known = new WeakMap<Repository, WeakMap<K, { readonly value: V }>>();
  return (repository, key) => {
    const facts = known.get(repository) ?? new WeakMap<K, { readonly value: V }>();
    known.set(repository, facts);
    const fact = facts.get(key) ?? { value: work(repository, key) };
    facts.set(key, fact);
    return fact.value;
  };
}
