import { pino, type DestinationStream, type Logger } from 'pino';

/**
 * The process's log: one JSON object a line. Requests are logged by route name, never by address, and errors without the texts
 * that databases and parsers quote from what people sent.
 */
export function createLogger(options: { level?: string; destination?: DestinationStream } = {}): Logger {
  const settings = {
    level: options.level ?? 'info',
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeFault, error: describeFault, req: nothing, res: nothing, request: nothing, reply: nothing },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}

/** What Fastify would add of its own accord: addresses with queries, client addresses. */
function nothing(): undefined {
  return undefined;
}

/** A fault as it may be kept: kind, code, place; the message only where it cannot quote people's input. */
export function describeFault(fault: unknown): Record<string, unknown> {
  if (!(fault instanceof Error)) return { type: typeof fault };
  const code = 'code' in fault && typeof fault.code === 'string' ? fault.code : undefined;
  const quotesInput = fault instanceof SyntaxError || 'severity' in fault || 'input' in fault;
  const frames = (fault.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: fault.name,
    ...(code === undefined ? {} : { code }),
    ...(quotesInput ? constraintOf(fault) : { message: fault.message }),
    frames: frames.slice(0, 12).map((line) => line.trim()),
    ...(fault.cause === undefined ? {} : { cause: describeFault(fault.cause) }),
  };
}

function constraintOf(fault: Error): Record<string, unknown> {
  const names: Record<string, unknown> = {};
  for (const field of ['constraint', 'table', 'routine']) if (field in fault) names[field] = Reflect.get(fault, field);
  return names;
}
