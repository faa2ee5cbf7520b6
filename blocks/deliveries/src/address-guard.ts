import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** IPv4 that is no public place to send to: IANA special-purpose registry (RFC 6890 and its successors), multicast, reserved. */
const notPublic = new BlockList();
for (const network of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
])
  add(notPublic, network, 'ipv4');

/** IPv6 is public within 2000::/3, without its parts that lead elsewhere: Teredo, documentation, 6to4. */
const unicast = new BlockList();
add(unicast, '2000::/3', 'ipv6');
const detours = new BlockList();
for (const network of ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']) add(detours, network, 'ipv6');

function add(list: BlockList, network: string, type: 'ipv4' | 'ipv6'): void {
  const [address = '', bits = ''] = network.split('/');
  list.addSubnet(address, Number(bits), type);
}

/** Whether an IP address lies in the public internet. Anything that is no address does not. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !notPublic.check(address, 'ipv4');
  return version === 6 && unicast.check(address, 'ipv6') && !detours.check(address, 'ipv6');
}

/** The name resolves to an address inside; nothing was sent. */
export class ForbiddenAddress extends Error {}

/**
 * Resolves names for a connection and refuses those with any address that is not public. The connection goes to the very address that was checked, so a
 * name that answers differently the next time gains nothing.
 */
export const publicLookup: LookupFunction = (name, options, callback) => {
  resolve(name, { ...options, all: true }, (fault, addresses) => {
    if (fault) return callback(fault, '', 0);
    const [first] = addresses;
    if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address)))
      return callback(new ForbiddenAddress('not a public address'), '', 0);
    if (options.all === true) return callback(null, addresses);
    return callback(null, first.address, first.family);
  });
};
