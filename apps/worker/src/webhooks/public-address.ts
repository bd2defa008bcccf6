import { lookup as resolve, type LookupAddress, type LookupOptions } from 'node:dns';
import { BlockList, isIP } from 'node:net';

/**
 * Networks that are not the public internet: this machine, the company's own network, link-local ones with the metadata services of clouds, and what
 * stands for another address (IANA special-purpose registries; RFC 6890).
 */
const inside = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) inside.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) inside.addSubnet(network, bits, 'ipv6');

/** Whether an IP address, mapped ones included, lies in the public internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  return !inside.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

export class PrivateAddress extends Error {}

type Done = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

/**
 * A name resolved for a connection, refused unless all its addresses are public. The connection is made to what was looked at: a name that answers
 * differently the next time gains nothing.
 */
export function lookupPublic(host: string, options: LookupOptions, done: Done): void {
  resolve(host, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, []);
    const found = addresses as LookupAddress[]; // `all` gives a list
    if (found.length === 0 || !found.every(({ address }) => isPublicAddress(address))) return done(new PrivateAddress(host), []);
    return options.all ? done(null, found) : done(null, found[0]!.address, found[0]!.family);
  });
}
