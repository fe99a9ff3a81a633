import { expect, test } from "vitest";
import { isFiltered, queryOf, readState, requestOf, sortedBy } from "./listState";

const read = (query: string) => readState(new URLSearchParams(query));

test("an address without a query shows the newest first, and stays without one", () => {
  expect(read("")).toMatchObject({ sort: "created", order: "desc", search: "" });
  expect(queryOf(read(""))).toEqual({});
  expect(requestOf(read(""))).toMatchObject({ sort: "created", order: "desc" });
});

test("what is read can be written again", () => {
  const query = {
    search: "shop",
    status: "failing,expired",
    challenge: "dns-01",
    authority: "zerossl",
    sort: "not-after",
    order: "asc",
  };
  expect(queryOf(readState(new URLSearchParams(query)))).toEqual(query);
});

test("nonsense is left out", () => {
  const state = read("status=failing,sleepy&challenge=smtp&sort=size&order=up");
  expect(queryOf(state)).toEqual({ status: "failing" });
});

test("a second click on a column turns its order", () => {
  const byName = sortedBy(read(""), "name");
  expect(byName).toMatchObject({ sort: "name", order: "asc" });
  expect(sortedBy(byName, "name").order).toBe("desc");
});

test("blanks alone search for nothing", () => {
  expect(isFiltered(read("search=%20"))).toBe(false);
  expect(requestOf(read("search=%20a")).search).toBe("a");
});
