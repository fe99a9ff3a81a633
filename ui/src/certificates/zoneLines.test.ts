import { expect, test } from "vitest";
import type { DnsRecord } from "../api/types";
import { zoneLines } from "./zoneLines";

const record = (type: string, name: string, value: string) =>
  ({ type, name, value, status: "missing", detail: null }) as DnsRecord;

test("names end with a dot, addresses do not", () => {
  expect(
    zoneLines([
      record("CNAME", "_acme-challenge.myapp.com", "8f0f.acme.mycluster.com"),
      record("A", "ns.acme.mycluster.com", "192.0.2.1"),
    ]),
  ).toBe(
    "_acme-challenge.myapp.com. 300 IN CNAME 8f0f.acme.mycluster.com.\nns.acme.mycluster.com. 300 IN A 192.0.2.1",
  );
});
