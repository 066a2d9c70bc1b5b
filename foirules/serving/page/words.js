// How the page calls what the law calls by a short name.

const LAW_HINTS = {
  foia: "Information that a public authority holds in England, Wales or Northern Ireland, or one for the whole of the United Kingdom",
  eir: "Information about the environment, from such an authority",
  foisa: "Information that a Scottish public authority holds",
  eisr: "Information about the environment, from a Scottish public authority",
};

const KINDS = {
  general: ["Any other public authority", "Such as a council, a department, the police or a health body"],
  school: ["A maintained school", "A maintained or nursery school of England or Wales, or one of the Ministry of Defence"],
  academy: ["An academy"],
  "northern-ireland-school": ["A school of Northern Ireland"],
  "records-authority": ["The keeper of public records", "Where records are asked for that were transferred to it and may not be open"],
  parliament: ["The House of Commons or the House of Lords"],
  "northern-ireland": ["The Assembly, a department or another public authority of Northern Ireland"],
  "place-of-deposit": ["A place appointed for public records", "Where records are asked for that were transferred to it and may not be open"],
  "special-school": ["A grant-aided school, or an independent special school", "A council's school is part of the council"],
  "information-commissioner": ["The Scottish Information Commissioner"],
  prosecutor: ["A prosecutor", "A procurator fiscal, or the Lord Advocate for what is held as head of prosecution and of the investigation of deaths"],
};

export const lawHint = (id) => LAW_HINTS[id] ?? null;

export function kindOf(name) {
  const [label, hint = null] = KINDS[name] ?? [name.replaceAll("-", " ")];
  return { label, hint };
}
