import { expect, test } from "vitest";
import type { DnsHosting, DnsRecord } from "../api/types";
import { groupRecords, joinGroups, openFirst, recordKey } from "./recordGroups";

const record = (type: string, name: string): DnsRecord => ({
  type,
  name,
  value: "x",
  status: "missing",
  detail: null,
});

const hosting = (name: string, zone: string): [string, DnsHosting] => [
  name,
  { name, zone, host: null, nameServers: [], provider: null },
];

const CNAMES = [
  record("CNAME", "_acme-challenge.myapp.com"),
  record("CNAME", "_acme-challenge.eu.myapp.com"),
];
const FIRST_WILDCARD = [
  record("NS", "acme-d985e9.k8s.mycluster.com"),
  record("A", "ns.acme-d985e9.k8s.mycluster.com"),
  ...CNAMES,
];

test("records of the validation zone go to its parent", () => {
  expect(
    groupRecords(FIRST_WILDCARD).map(({ domain, forKalm, records }) => [
      domain,
      forKalm,
      records.length,
    ]),
  ).toEqual([
    ["k8s.mycluster.com", true, 2],
    ["myapp.com", false, 1],
    ["eu.myapp.com", false, 1],
  ]);
});

test("domains in one zone are one place to go to", () => {
  const hostings = new Map([
    hosting("myapp.com", "myapp.com"),
    hosting("eu.myapp.com", "myapp.com"),
  ]);
  const groups = joinGroups(groupRecords(CNAMES), hostings);
  expect(groups.map(({ records, hosting: found }) => [records.length, found?.zone])).toEqual([
    [2, "myapp.com"],
  ]);
});

test("a domain that was not looked up goes with the zone that holds it", () => {
  const groups = joinGroups(groupRecords(CNAMES), new Map([hosting("myapp.com", "myapp.com")]));
  expect(groups.map(({ records }) => records.length)).toEqual([2]);
});

test("a domain whose hosting is not known stays by itself", () => {
  expect(joinGroups(groupRecords(CNAMES), new Map())).toHaveLength(2);
});

test("where there is something to do comes first", () => {
  const settled = new Set(FIRST_WILDCARD.slice(0, 2).map(recordKey));
  expect(openFirst(groupRecords(FIRST_WILDCARD), settled).map(({ forKalm }) => forKalm)).toEqual([
    false,
    false,
    true,
  ]);
});
