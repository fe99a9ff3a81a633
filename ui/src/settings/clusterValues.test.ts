import { expect, test } from "vitest";
import { addressesOf, checkCluster, initialCluster, toggled } from "./clusterValues";

const DETECTED = {
  domain: "found.example",
  addresses: [
    { address: "203.0.113.7", interface: "eth0", public: true },
    { address: "10.0.0.7", interface: "eth1", public: false },
  ],
};

test("what is set wins over what was detected, and private addresses are not offered as chosen", () => {
  expect(initialCluster({ domain: null, addresses: [], source: "none" }, DETECTED)).toEqual({
    domain: "found.example",
    addresses: "203.0.113.7",
  });
  expect(
    initialCluster(
      { domain: "set.example", addresses: ["192.0.2.1"], source: "database" },
      DETECTED,
    ),
  ).toEqual({ domain: "set.example", addresses: "192.0.2.1" });
});

test("choosing among the detected ones keeps what was typed", () => {
  const text = "198.51.100.1\n203.0.113.7";
  expect(toggled(text, DETECTED, ["198.51.100.1", "10.0.0.7"])).toBe("198.51.100.1\n10.0.0.7");
});

test("addresses are cut at spaces and commas, each once", () => {
  expect(addressesOf(" 192.0.2.1,2001:db8::1\n192.0.2.1 ")).toEqual(["192.0.2.1", "2001:db8::1"]);
});

test.each([
  ["mycluster.com", "192.0.2.1", []],
  ["mycluster", "192.0.2.1", ["domain"]],
  ["bücher.example", "192.0.2.1", []],
  ["mycluster.com", "", ["addresses"]],
  ["mycluster.com", "ns.mycluster.com", ["addresses"]],
  ["", "x", ["domain", "addresses"]],
])("%s at %s has mistakes in %j", (domain, addresses, fields) => {
  expect(Object.keys(checkCluster({ domain, addresses }))).toEqual(fields);
});
