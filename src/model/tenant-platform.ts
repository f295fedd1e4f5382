/** One environment that tenants are deployed to. */
export interface TenantEnvironment {
  /** `dev`: the name of its variable file, and the value of `environment`. */
  readonly name: string;
  /** Twelve digits, as a string: an account id may begin with zero. */
  readonly account: string;
  readonly region: string;
  /** Domain of a tenant, such as `{tenant}.wpdev.example.org`. */
  readonly domain: string;
  /** What must hold where real customers are served. @default - nothing */
  readonly minima?: {
    /** Tasks that must run at least. */
    readonly tasks: number;
    /** Variables that must be false. */
    readonly off: readonly string[];
  };
}

/** Names of the variables that rules look at. */
export interface TenantFields {
  readonly tenant: string;
  readonly environment: string;
  readonly domain: string;
  readonly priority: string;
  readonly region: string;
  readonly profile: string;
  readonly cpu: string;
  readonly memory: string;
  readonly tasks: string;
}

/** What an organisation expects of the configuration of its tenants. Plain data: it is written as JSON beside the check. */
export interface TenantPlatform {
  /** Regular expression that the name of a tenant matches as a whole. */
  readonly tenantName: string;
  readonly fields: TenantFields;
  /** Priorities of listener rules that belong to tenants. */
  readonly priorities: { readonly from: number; readonly to: number };
  /** Key of a tenant's state, such as `tenants/{tenant}/terraform.tfstate`. */
  readonly stateKey: string;
  readonly environments: readonly TenantEnvironment[];
}

/** Puts a tenant's name into a pattern of the table. */
export function forTenant(pattern: string, tenant: string): string {
  return pattern.replaceAll('{tenant}', tenant);
}
