import fc from "fast-check";
import { expect, test } from "vitest";
import { isLoopback, networkOf } from "../../src/server/network.ts";

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["local", "local"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["2001:DB8:0:0:ffff::9", "2001:db8:0:0::/64"],
  ["2001:0db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["64:ff9b::192.0.2.1", "64:ff9b:0:0::/64"],
])("%s is counted as %s", (address, name) => expect(networkOf(address)).toBe(name));

test("however an IPv6 address is written, its network is the same; another network is another name", () => {
  const group = fc.integer({ min: 0, max: 0xffff });
  fc.assert(
    fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), group, (groups, other) => {
      const long = groups.map((one) => one.toString(16).padStart(4, "0")).join(":");
      const short = new URL(`http://[${long}]/`).hostname.slice(1, -1);
      if (!/^::(ffff:)?[^:]*:?[^:]*$/.test(short)) expect(networkOf(short)).toBe(networkOf(long));
      const elsewhere = [...groups];
      elsewhere[3] = other;
      const changed = elsewhere.map((one) => one.toString(16)).join(":");
      expect(networkOf(changed) === networkOf(long)).toBe(other === groups[3]);
    }),
  );
});

test.each(["127.0.0.1", "127.8.9.10", "::ffff:127.0.0.1", "::1"])("%s is the machine itself", (address) =>
  expect(isLoopback(address)).toBe(true),
);
test.each(["192.168.0.7", "::ffff:192.168.0.7", "10.127.0.1", "127.0.0.1.example", "::", "fe80::1%lo", "1270.0.1", ""])(
  "%s is not the machine itself",
  (address) => expect(isLoopback(address)).toBe(false),
);
