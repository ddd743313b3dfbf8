/**
 * Under which name the tries of an address are counted: an IPv4 address as it is (also where IPv6 wraps it), an IPv6 address
 * by its network of 64 bits, because whoever has one address of such a network has all of them.
 */
import { isIPv6 } from "node:net";

export function networkOf(address: string): string {
  const plain = address.replace(/%.*$/, "");
  if (!isIPv6(plain)) return address;
  const wrapped = /^::(?:ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  if (wrapped !== undefined) return wrapped;
  // The last two groups may be written as an IPv4 address; they are not among the first four.
  const [before = "", after] = plain.replace(/\d+\.\d+\.\d+\.\d+$/, "0:0").split("::");
  const groups = (part: string): string[] => (part === "" ? [] : part.split(":"));
  const [head, tail] = [groups(before), groups(after ?? "")];
  const zeros = after === undefined ? [] : Array.from({ length: 8 - head.length - tail.length }, () => "0");
  const first = [...head, ...zeros, ...tail].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${first.join(":")}::/64`;
}

/** Whether this is the machine's own address: what it sends passes no network. */
export const isLoopback = (address: string): boolean =>
  /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/i.test(address) || address === "::1";
