import { Obstacle } from './command.ts';

/** Listening failed: a taken or forbidden port as an {@link Obstacle} that tells what to do, any other fault as it is. `port` is what PORT says; `above` what is added to it. */
export function listenFault(fault: unknown, port: number, above = 0): unknown {
  const code = fault instanceof Error && 'code' in fault ? fault.code : undefined;
  const number = port + above;
  const other = `start with another one: PORT=${port + 100} npm start`;
  const whose = above === 0 ? '' : ` (${above} above PORT, for a simulator of the demo city)`;
  if (code === 'EADDRINUSE')
    return new Obstacle(`Port ${number}${whose} is taken by another program, perhaps a second Digitales Amt. End it, or ${other}`);
  if (code === 'EACCES') return new Obstacle(`This account may not listen on port ${number}${whose}. Take a port above 1023, or ${other}`);
  return fault;
}
