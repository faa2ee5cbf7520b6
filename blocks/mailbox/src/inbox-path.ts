/** Where the inbox is, per language; also linked from mails, which have no request to ask for an address. */
export const inboxPath = { de: '/postfach', en: '/mailbox' } as const;
