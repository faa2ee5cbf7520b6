/** Address of a route by name, in the language of the page. */
export type Href = (route: string, params?: Record<string, string>, query?: Record<string, string | undefined>) => string;
