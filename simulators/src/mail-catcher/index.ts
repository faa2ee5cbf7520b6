export { startMailCatcher } from './start-mail-catcher.ts';
export type { CaughtMail, MailBehaviour, MailCatcher, MailCatcherOptions } from './start-mail-catcher.ts';
