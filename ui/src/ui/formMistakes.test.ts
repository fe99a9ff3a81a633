import { expect, test } from "vitest";
import { beyondFields, formMistakes } from "./formMistakes";

const REFUSED = {
  detail: "two things are wrong",
  errors: [
    { pointer: "#/domains/0", detail: '"not" is no domain name' },
    { pointer: "#/domains/2", detail: "give a domain" },
    { pointer: "#/externalAccountBinding/hmacKey", detail: "not base64url" },
  ],
};

test("each field gets its mistakes, as sentences", () => {
  expect(formMistakes(REFUSED)).toEqual({
    domains: '"not" is no domain name. Give a domain.',
    hmacKey: "Not base64url.",
  });
});

test("above the form stands only what no field says", () => {
  expect(beyondFields(REFUSED, ["domains", "hmacKey"])).toBeNull();
  expect(beyondFields(REFUSED, ["domains"])).toEqual({ detail: null, errors: [REFUSED.errors[2]] });
  expect(beyondFields({ detail: "exists" }, ["domains"])).toEqual({ detail: "exists" });
});
