// The engine of the page in Node: requests of a file of JSON, a list of {path, query, body}, the body
// in base64; their responses on standard output, a list of [status, body], likewise.
//
//   node respond.mjs ENGINE.ZIP FOLDER_OF_PYODIDE REQUESTS.JSON

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [archive, folder, asked] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
const python = await loadPyodide({ indexURL: `${folder}/` });
python.unpackArchive(new Uint8Array(readFileSync(archive)), "zip", { extractDir: "/engine" });
const respond = python.runPython(`
import json, os, sys
from base64 import b64decode, b64encode
os.environ["FOIRULES_CACHE"] = "off"
sys.path.insert(0, "/engine")
from foirules.serving.respond import Request, respond

def each(asked):
    made = respond(Request(asked["path"], asked["query"], b64decode(asked["body"])))
    return made.status, b64encode(made.body).decode()

lambda asked: json.dumps([each(one) for one in json.loads(asked)])
`);
process.stdout.write(respond(readFileSync(asked, "utf-8")));
