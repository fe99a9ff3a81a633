import { expect, test } from "vitest";
import type { AuthoritySetting, Settings } from "../api/types";
import {
  authorityBody,
  checkAuthority,
  mayBeDefault,
  NEW_AUTHORITY,
  takenNames,
  valuesOf,
} from "./authorityValues";

const SETTING: AuthoritySetting = {
  name: "internal",
  directory: "https://ca.corp.example/acme",
  email: null,
  termsOfServiceAgreed: true,
  trust: true,
  trustAnchors: "-----BEGIN CERTIFICATE-----",
  externalAccountKeyId: "kid",
  default: false,
  source: "database",
  certificates: 0,
};

test("a change that leaves the key out keeps it, and the trust anchors too", () => {
  const body = authorityBody(valuesOf(SETTING), SETTING.directory);
  expect(body.externalAccountBinding).toEqual({ keyId: "kid", hmacKey: null });
  expect(body.trust).toBe("-----BEGIN CERTIFICATE-----");
});

test("nothing is sent without an agreement", () => {
  expect(checkAuthority(NEW_AUTHORITY, { accountRequired: false, keptKeyId: "" })).toEqual({
    agreed: "The authority issues nothing without your agreement.",
  });
});

test("an account that the authority asks for needs both of its keys, unless they are stored", () => {
  const values = { ...NEW_AUTHORITY, agreed: true };
  const asked = { accountRequired: true, keptKeyId: "" };
  expect(Object.keys(checkAuthority(values, asked))).toEqual(["keyId"]);
  const withId = { ...values, keyId: "kid" };
  expect(Object.keys(checkAuthority(withId, asked))).toEqual(["hmacKey"]);
  expect(checkAuthority(withId, { ...asked, keptKeyId: "kid" })).toEqual({});
});

test("the built-in authority can still be added, and the file's first one stays the default", () => {
  const settings = (...authorities: AuthoritySetting[]) => ({ authorities }) as Settings;
  const builtIn = { ...SETTING, name: "letsencrypt", source: "built-in" as const };
  expect(takenNames(settings(SETTING, builtIn))).toEqual(["internal"]);
  expect(mayBeDefault(settings(builtIn))).toBe(true);
  expect(mayBeDefault(settings({ ...SETTING, source: "file" }))).toBe(false);
});
