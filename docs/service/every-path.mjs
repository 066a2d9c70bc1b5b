// Asks the service everything that it answers: node every-path.mjs http://127.0.0.1:8765
const [service] = process.argv.slice(2)
const day = "as_of=2024-05-01"
const received = { on: "2024-03-04", event: "request-received" }
const parish = { case: "parish-1", regime: "foia", events: [received] }

async function asked(path, body, type = "application/json") {
  const sent = typeof body === "string" ? body : JSON.stringify(body)
  const how = body === undefined ? {} : { method: "POST", headers: { "Content-Type": type }, body: sent }
  const response = await fetch(service + path, how)
  const text = await response.text()
  if (!response.ok) {
    for (const error of JSON.parse(text).errors) console.error(path, error.field, error.message)
    process.exit(1)
  }
  return type === "application/x-ndjson" ? text.trim().split("\n").map((line) => JSON.parse(line)) : JSON.parse(text)
}

// The last day for an answer.
const due = await asked("/due", { received: "2024-03-04", regime: "foia", authority_type: "general" })
console.log("due:", due.due, due.cites)

// What is found of a case; of many, a line each.
const { findings } = await asked(`/assess?${day}`, parish)
console.log("assess:", findings[0].rule, findings[0].certainty)
const lines = [parish, { case: "parish-2", events: [] }].map((each) => JSON.stringify(each)).join("\n")
const many = await asked(`/assess?${day}`, lines, "application/x-ndjson")
console.log("assess, lines:", many.map((each) => each.case ?? each.errors[0].message).join("; "))

// What a letter would do that is not sent yet.
const states = { "complaints-procedure": false }
const letter = { on: "2024-05-02", event: "response", outcome: "refused", exemptions: ["s40(2)"], states }
const difference = await asked(`/what-if?${day}`, { case: parish, events: [letter] })
console.log("what-if:", difference.breaks.map((each) => each.rule).join(", "))

// A case held to what it expects.
const expect = { "as-of": "2024-05-01", findings: ["late-response"] }
const checked = await asked(`/check?${day}`, { ...parish, expect })
console.log("check:", checked.summary.problems, "problems")

// Letters: the case that they show, and the report of it.
const thread = [
  "From: A. Resident\nTo: Parish Council\nDate: 4 March 2024\n",
  "Under the Freedom of Information Act please send me the minutes of 2023.\n",
].join("\n")
const draft = await asked(`/draft?${day}`, { text: thread })
console.log("draft:", draft.case.events.map((each) => each.event).join(", "))
const report = await asked(`/report?${day}&name=thread.txt`, thread, "text/plain")
console.log("report:", report.taken_for, report.assessments[0].parts[0].stage)

// A log: what is due and what is counted of it.
const log = "case,on,event\na,2024-03-04,request-received\nb,2024-04-22,request-received\n"
const audit = await asked(`/audit?${day}`, log, "text/csv")
console.log("audit:", audit.cases.assessed, "cases;", audit.stages.overdue, "overdue")

// A case by questions: every answer is sent each time.
const answers = [{ question: "authority", answer: "foia/general" }, { question: "begins", answer: "2024-03-04" }]
const next = await asked(`/ask?${day}`, { answers })
console.log("ask:", next.question.asks)

// The law, and what is there.
const [rule] = await asked("/rules/late-response?regime=foia")
const rules = await asked("/rules?regime=foia")
console.log("rules:", rule.cites, rules.length > 100)
const [policy] = await asked("/policies/foia")
const policies = await asked("/policies")
console.log("policies:", policy.periods.response[0].amount, policies.length > 4)
const { status } = await asked("/health")
const { openapi } = await asked("/openapi.json")
console.log("health:", status, openapi)
