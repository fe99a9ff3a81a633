import { expect, test } from "vitest";
import { afterName, namesInShort, splitNames, withNames } from "./names";

test.each([
  ["", []],
  [" \n ", []],
  ["myapp.com", ["myapp.com"]],
  ["*.myapp.com\nmyapp.com", ["*.myapp.com", "myapp.com"]],
  ["a.com, b.com;c.com  d.com,\r\n", ["a.com", "b.com", "c.com", "d.com"]],
  ["MyApp.com myapp.com", ["MyApp.com"]],
])("%j holds %j", (text, names) => {
  expect(splitNames(text)).toEqual(names);
});

test("a name that is added gets a line of its own, and only once", () => {
  expect(withNames("*.myapp.com\n", ["myapp.com"])).toBe("*.myapp.com\nmyapp.com");
  expect(withNames("*.myapp.com, MYAPP.com", ["myapp.com"])).toBe("*.myapp.com, MYAPP.com");
  expect(withNames("", ["myapp.com"])).toBe("myapp.com");
});

test("the first name stands for all", () => {
  expect(namesInShort(["a.com"])).toBe("a.com");
  expect(namesInShort(["a.com", "b.com"])).toBe("a.com and b.com");
  expect(namesInShort(["a.com", "b.com", "c.com"])).toBe("a.com and 2 more names");
});

test.each([
  ["'a_b.com': a name has no underscore", "a_b.com", ": a name has no underscore"],
  ["'a..com' has an empty label", "a..com", " has an empty label"],
  ["a is not a domain name", "a", " is not a domain name"],
  ["at most 100 names", "a", ": at most 100 names"],
])("%j behind %s", (sentence, name, rest) => {
  expect(afterName(sentence, name)).toBe(rest);
});
