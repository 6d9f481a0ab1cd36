// Words of the page for what planlint found: verdicts, severities, strengths and standings.

export const VERDICTS = {
  missing: "Missing",
  weak: "Weak",
  review: "To look at",
  undecided: "Undecided",
  met: "Met",
  "not-applicable": "Does not apply",
};

export const SEVERITIES = {
  error: { name: "Error", means: "a statutory duty speaks to it directly" },
  warning: { name: "Warning", means: "national guidance speaks to it" },
  advice: { name: "Advice", means: "good practice, or a link that is inferred" },
};

/** How strong evidence is, weakest first: the word on its tag, and what it means. */
export const STRENGTHS = {
  mention: ["named", "loneliness or isolation is named, no more"],
  need: ["need", "who is affected, how many, why it matters"],
  aspiration: ["wish", "an aim or a wish, without saying what will be done"],
  commitment: ["action", "somebody does or will do something that can be named"],
  measurable: ["measured action", "an action with two or more of: who leads, by when, how measured, what pays for it"],
};

/** Why evidence does not stand, where it does not. */
export const STANDINGS = {
  quoted: "somebody else’s words",
  other: "about somebody else",
  ceased: "ended",
  negated: "not done",
  conditional: "on a condition",
  historical: "in the past",
};

/** The tag on a stretch of evidence: `wish`, `action, ended`. */
export function tag({ strength, standing }) {
  const words = STRENGTHS[strength]?.[0] ?? "not on this";
  return STANDINGS[standing] ? `${words}, ${STANDINGS[standing]}` : words;
}
