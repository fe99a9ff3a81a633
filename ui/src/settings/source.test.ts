import { expect, test } from "vitest";
import { fixedBy } from "./source";

test("what the file sets names its key, in both spellings", () => {
  const words = fixedBy("file", "resolver.servers");
  expect(words).toContain("resolver.servers in kalm.yaml");
  expect(words).toContain("KALM_RESOLVER_SERVERS");
});

test.each(["database", "none", "built-in"])("what is %s can be changed", (source) => {
  expect(fixedBy(source, "cluster.domain")).toBeNull();
});
