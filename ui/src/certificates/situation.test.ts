import { describe, expect, test } from "vitest";
import type { Certificate, DnsRecord, IssuanceState } from "../api/types";
import { situationOf } from "./situation";

const NOW = Date.parse("2026-11-25T08:00:00Z");

const record = (status: DnsRecord["status"]): DnsRecord => ({
  type: "CNAME",
  name: "_acme-challenge.myapp.com",
  value: "x",
  status,
  detail: null,
});

const certificate = (given: Partial<Certificate>): Certificate => ({
  id: "1",
  names: ["*.myapp.com"],
  status: "ready",
  authority: "letsencrypt",
  challenge: "dns-01",
  keyType: "ec-p256",
  profile: null,
  notAfter: "2027-01-24T08:00:00Z",
  renewAt: "2026-12-25T08:00:00Z",
  version: null,
  issuance: null,
  records: [record("ok")],
  ...given,
});

const issuance = (state: IssuanceState, kind?: "user-action" | "rate-limited") => ({
  state,
  detail: "",
  problem: kind ? { kind } : null,
  nextAttemptAt: "2026-11-25T09:00:00Z",
});

describe("a ready certificate", () => {
  test("needs nothing", () => {
    expect(situationOf(certificate({}), NOW)).toEqual({
      tone: "ok",
      title: "It is valid until 24 Jan 2027.",
      text: "Kalm renews it by itself, next month, on 25 Dec 2026.",
      todo: null,
    });
  });

  test("warns before a renewal fails", () => {
    const situation = situationOf(certificate({ records: [record("wrong")] }), NOW);
    expect(situation.tone).toBe("warn");
    expect(situation.title).toContain("Its renewal will fail");
  });

  test("is not alarmed by a record that nobody has looked at", () => {
    expect(situationOf(certificate({ records: [record("unknown")] }), NOW).tone).toBe("ok");
  });
});

test("one whose proof cannot be seen says why, and what to do", () => {
  const unseen = certificate({
    status: "issuing",
    issuance: { ...issuance("confirming"), detail: "no address of www.myapp.com was found" },
  });
  const situation = situationOf(unseen, NOW);
  expect(situation.tone).toBe("warn");
  expect(situation.text).toBe("No address of www.myapp.com was found.");
  expect(situation.todo).toContain("issued once it is right");
});

test("one that waits says for how many records", () => {
  const waiting = certificate({
    status: "issuing",
    notAfter: null,
    issuance: issuance("awaiting-delegation"),
    records: [record("missing"), record("missing"), record("ok")],
  });
  expect(situationOf(waiting, NOW)).toMatchObject({
    tone: "warn",
    title: "It waits for 2 DNS records of yours.",
    todo: "Add the records below at your DNS provider.",
  });
});

test("a failing one says when it is tried again, and asks nobody to mend a limit", () => {
  const failing = (kind: "user-action" | "rate-limited") =>
    situationOf(certificate({ status: "failing", issuance: issuance("failed", kind) }), NOW);
  expect(failing("rate-limited")).toMatchObject({
    text: "What is installed stays valid until 24 Jan 2027. Kalm tries again in 1 hour.",
    todo: null,
  });
  expect(failing("user-action").todo).not.toBeNull();
});
