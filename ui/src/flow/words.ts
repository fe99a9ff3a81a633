import type { ChallengeType, FlowActor, FlowExchange, FlowStep, FlowStepKey } from "../api/types";

/** What an actor is called in a sentence: "letsencrypt asks Kalm's DNS server". */
export function called(actor: FlowActor | undefined): string {
  if (!actor) return "somebody";
  switch (actor.kind) {
    case "user":
      return "you";
    case "validation-dns":
      return "Kalm's DNS server";
    case "web":
      return "Kalm's web server";
    case "provider":
      return "your DNS provider";
    default:
      return actor.name;
  }
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The heading of an actor, which a sentence's name would be too. */
export const headed = (actor: FlowActor) =>
  actor.kind === "authority" ? actor.name : capital(called(actor));

/** The small line below it. */
export function below(actor: FlowActor): string {
  switch (actor.kind) {
    case "user":
      return "whose names they are";
    case "authority":
      return "the authority";
    case "kalm":
      return "this service";
    default:
      return actor.name;
  }
}

/** Where there is room for a word or two. */
export function briefly(actor: FlowActor): string {
  switch (actor.kind) {
    case "user":
      return "You";
    case "provider":
      return "DNS provider";
    case "validation-dns":
      return "Kalm's DNS";
    case "web":
      return "Port 80";
    case "authority":
      return "Authority";
    default:
      return actor.name;
  }
}

/** "letsencrypt asks Kalm's DNS server" */
export function whoAsksWhom(actors: FlowActor[], exchange: FlowExchange): string {
  const from = actors.find(({ id }) => id === exchange.from);
  const to = actors.find(({ id }) => id === exchange.to);
  const verb = from?.kind === "user" ? "ask" : "asks";
  const whom = from && from.id === to?.id ? "itself" : called(to);
  const who = from?.kind === "authority" ? from.name : capital(called(from));
  return `${who} ${verb} ${whom}`;
}

const WHY: Record<FlowStepKey, Record<ChallengeType, string>> = {
  records: both(
    "A record that you add once leads whoever asks about your domain's proof to Kalm's DNS server. Until it is there nothing is ordered, so that no attempt is wasted.",
  ),
  order: both(
    "Kalm asks the authority for a certificate, and learns which names have to be proven.",
  ),
  publish: {
    "dns-01":
      "Kalm puts the proof, a value that only it can make, where your record leads: on its own DNS server.",
    "http-01": "Kalm puts the proof, a text that only it can make, on its web server at port 80.",
  },
  look: both(
    "Before the authority looks, Kalm looks itself, from outside: a mistake that is found here costs no attempt.",
  ),
  answer: both("Kalm says that everything is in place."),
  validate: {
    "dns-01":
      "The authority asks for the proof itself, often from several places of the world. This decides.",
    "http-01":
      "The authority opens each name as a web page, often from several places of the world. This decides.",
  },
  finalize: both("Kalm sends a new public key to be certified. The private key never leaves it."),
  download: both("Kalm fetches the certificate, with the chain that browsers check it by."),
  install: both(
    "Kalm checks that key, names and chain fit together, and puts the certificate to use.",
  ),
};

function both(words: string): Record<ChallengeType, string> {
  return { "dns-01": words, "http-01": words };
}

/** One sentence on what a step is for. */
export const whyOf = (step: FlowStep, challenge: ChallengeType) => WHY[step.key]?.[challenge] ?? "";
