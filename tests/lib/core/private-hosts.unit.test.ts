import { describe, expect, it } from "vitest";
import { BadEnvironment, privateHosts } from "@/lib/core/env";
import { readAllowedHosts, refusedPlace } from "@/lib/core/private-hosts";

const to = (address: string, list = "", { host = "ferries.example.org", port = 443 } = {}) =>
  refusedPlace({ host, address, port }, readAllowedHosts(list).allowed);

const reserved = (addresses: readonly string[]) =>
  addresses.map((address): [string, string] => [address, "no machine of the internet"]);

describe("an address is refused unless a machine of the internet has it", () => {
  it.each<[string, string]>([
    ["127.0.0.1", "this machine itself"],
    ["127.255.255.254", "this machine itself"],
    ["0.0.0.0", "this machine itself"],
    ["0.1.2.3", "this machine itself"],
    ["::1", "this machine itself"],
    ["::", "this machine itself"],
    ["0:0:0:0:0:0:0:1", "this machine itself"],
    ["10.0.0.1", "a private network"],
    ["172.16.0.1", "a private network"],
    ["172.31.255.255", "a private network"],
    ["192.168.1.1", "a private network"],
    ["100.64.0.1", "a private network"],
    ["100.127.255.255", "a private network"],
    ["fd00::1", "a private network"],
    ["FC00::1", "a private network"],
    ["169.254.169.254", "the network that this machine is plugged into"],
    ["fe80::1%eth0", "the network that this machine is plugged into"],
    ["febf::1", "the network that this machine is plugged into"],
    ["224.0.0.1", "many machines at once"],
    ["239.255.255.255", "many machines at once"],
    ["255.255.255.255", "many machines at once"],
    ["ff02::1", "many machines at once"],
    ["::ffff:127.0.0.1", "this machine itself"],
    ["::ffff:7f00:1", "this machine itself"],
    ["0:0:0:0:0:ffff:10.0.0.1", "a private network"],
    ["::FFFF:169.254.169.254", "the network that this machine is plugged into"],
    ["64:ff9b::127.0.0.1", "this machine itself"],
    ["64:ff9b::a9fe:a9fe", "the network that this machine is plugged into"],
    ...reserved([
      ...["192.0.0.8", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "240.0.0.1"],
      ...[
        "::127.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
      ],
      ...["3fff::1", "4000::1", "fec0::1"],
    ]),
  ])("%s is %s", (address, where) => {
    expect(to(address)).toBe(where);
  });

  it.each([
    "",
    "ferries",
    "0x7f.1",
    "127.1",
    "2130706433",
    "010.0.0.1",
    "1.2.3.256",
    "1.2.3",
    ":::1",
    "1::2::3",
    "1:2:3:4:5:6:7:8:9",
    "12345::",
  ])("what is no address is refused: '%s'", (text) => {
    expect(to(text)).toBe("no machine of the internet");
  });

  it.each([
    "93.184.216.34",
    "9.255.255.255",
    "11.0.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "169.253.0.1",
    "223.255.255.255",
    "2606:2800:220:1::1",
    "2a00::1",
    "::ffff:93.184.216.34",
    "64:ff9b::93.184.216.34",
  ])("%s may be asked", (address) => {
    expect(to(address)).toBeNull();
  });
});

describe("what the operator allows", () => {
  it.each([
    ["a host by its name", "ferries.example.org", true],
    ["whatever the case and the dot at the end", "Ferries.Example.org.", true],
    ["another host", "harbour.example.org", false],
    ["a host that only ends like it", "erries.example.org", false],
    ["all below a name", "*.example.org", true],
    ["but not the name itself", "*.ferries.example.org", false],
    ["and none that only ends like it", "*.xample.org", false],
    ["an address", "10.1.2.3", true],
    ["an address in another spelling", "0xa.0x10203", true],
    ["a network", "10.0.0.0/8", true],
    ["a network in which it is not", "10.1.2.0/31", false],
    ["a network that is written from within", "10.255.0.0/8", true],
    ["everything", "0.0.0.0/0", true],
    ["everything of the other protocol", "::/0", false],
    ["on its port", "ferries.example.org:8080", true],
    ["on another port", "ferries.example.org:8081", false],
    ["a network on its port", "10.0.0.0/8:8080", true],
    ["a network on another port", "10.0.0.0/8:443", false],
    ["one of several", " harbour.example.org ,, 10.1.2.3:8080,", true],
    ["nothing", "", false],
  ])("%s: %s", (_, list, may) => {
    expect(to("10.1.2.3", list, { host: "ferries.example.org", port: 8080 }) === null).toBe(may);
  });

  it.each([
    ["fd00::5", true],
    ["fd00::/8", true],
    ["[fd00::5]:8080", true],
    ["[fd00::/8]:8080", true],
    ["[fd00::5]:443", false],
    ["fd01::/16", false],
  ])("IPv6: %s", (list, may) => {
    expect(to("fd00::5", list, { host: "[fd00::5]", port: 8080 }) === null).toBe(may);
  });

  it("holds for an address of IPv4 that is written as one of IPv6", () => {
    expect(to("::ffff:10.1.2.3", "10.0.0.0/8")).toBeNull();
  });

  it.each([
    "*",
    "a b",
    "http://x",
    "x/y",
    "x:0",
    "x:70000",
    "10.0.0.0/33",
    "fd00::/129",
    "*.10.0.0.1",
    "user@x",
    "[x]",
    "fe80::1::2",
    "x:y",
  ])("an entry that says nothing is named at the start: '%s'", (entry) => {
    expect(readAllowedHosts(`ferries.example.org,${entry}`)).toMatchObject({ allowed: [{}], wrong: [entry] });
    expect(() => privateHosts(entry)).toThrow(BadEnvironment);
    expect(() => privateHosts(entry)).toThrow(`"${entry}"`);
  });
});
