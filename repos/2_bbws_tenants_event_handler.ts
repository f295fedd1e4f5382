import { LambdaRepo, type LambdaRepoOptions } from '../src';
import { platform } from './platform';

/** Takes ECS events from EventBridge and writes the state of tenants. */
export class TenantsEventHandler extends LambdaRepo {
  constructor(options?: LambdaRepoOptions) {
    super(
      {
        name: '2_bbws_tenants_event_handler',
        platform,
        packaging: {
          kind: 'sam',
          stack: 'bbws-ecs-event-handler-{env}',
          functions: [{ logicalId: 'EcsEventHandlerFunction', name: 'bbws-ecs-event-handler-{env}' }],
          tags: { project: 'BBWS', component: 'ecs-event-handler' },
          // Without a tenant's tag the handler ignores an event, so this one changes nothing anywhere.
          syntheticEvent: {
            version: '0',
            id: '00000000-0000-0000-0000-000000000000',
            'detail-type': 'ECS Service Action',
            source: 'aws.ecs',
            account: '111122223333',
            time: '2026-01-01T00:00:00Z',
            region: 'af-south-1',
            resources: [],
            detail: { eventType: 'INFO', eventName: 'SERVICE_STEADY_STATE', serviceName: 'synthetic-check', tags: [] },
          },
        },
      },
      options,
    );
  }
}
