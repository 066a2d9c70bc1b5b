// Assesses a case with the service: node assess.mjs http://127.0.0.1:8765
const [service] = process.argv.slice(2)

const response = await fetch(`${service}/assess?as_of=2024-05-01`, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({
    case: "parish-1",
    regime: "foia",
    events: [{ on: "2024-03-04", event: "request-received" }],
  }),
})
const answer = await response.json()
if (!response.ok) {
  for (const error of answer.errors) console.error(error.field, error.message)
  process.exit(1)
}
for (const finding of answer.findings) {
  console.log(finding.rule, finding.certainty, finding.cites, finding.due)
}
