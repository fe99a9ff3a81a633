import { expect, test } from "vitest";
import type { FlowActor, FlowExchange } from "../api/types";
import { arrowOf } from "./layout";

const actors = ["you", "provider", "kalm", "dns", "ca"].map(
  (id): FlowActor => ({ id, kind: "kalm", name: id, role: "" }),
);
const between = (from: string, to: string) => arrowOf(actors, { from, to } as FlowExchange);

test("an arrow goes from the middle of one column to that of another", () => {
  expect(between("ca", "provider")).toEqual({
    from: 90,
    to: 30,
    left: 30,
    width: 60,
    middle: 60,
    direction: "left",
  });
  expect(between("you", "provider")?.direction).toBe("right");
});

test("who asks themselves has an arrow of no width", () => {
  expect(between("kalm", "kalm")).toMatchObject({ left: 50, width: 0, direction: "self" });
});

test("nobody is drawn who does not take part", () => {
  expect(between("kalm", "web")).toBeNull();
  expect(arrowOf(actors, null)).toBeNull();
});
