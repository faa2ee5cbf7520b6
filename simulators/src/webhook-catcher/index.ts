export { startWebhookCatcher } from './start-webhook-catcher.ts';
export type { CaughtWebhook, WebhookBehaviour, WebhookCatcher, WebhookCatcherOptions } from './start-webhook-catcher.ts';
