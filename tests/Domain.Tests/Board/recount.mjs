// What the page of verification does, run without a browser. Each line of input is an order, and has its line of output:
//   {"manifest":…,"ballots":[…]}  counts, and answers with the trace
//   {"bundle":"…"}                verifies, and answers with the checks that failed or were not made; “unreadable” where it is no bundle
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const web = new URL("../../../web/", import.meta.url);
const { build } = createRequire(new URL("package.json", web))("esbuild");
const { outputFiles } = await build({
  stdin: {
    contents: `export { count } from "./board/tally"; export { verify } from "./board/verification"; export { Pace } from "./tally/pace";`,
    resolveDir: fileURLToPath(new URL("Scripts", web)),
  },
  bundle: true,
  format: "esm",
  write: false,
});
const { count, verify, Pace } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  process.stdout.write(`${"bundle" in order ? await checked(order) : await counted(order)}\n`);
}

async function counted({ manifest, ballots }) {
  const pace = new Pace(() => {});
  const choices = ballots.map((ballot) => ballot.map((choice) => (Array.isArray(choice) ? { project: choice[0], points: choice[1] } : { project: choice })));
  return count(manifest, choices, pace).finally(() => pace.end());
}

async function checked({ bundle }) {
  const { checks, chosen } = await verify(bundle, null, () => {}).catch(() => ({ checks: null, chosen: [] }));
  return JSON.stringify({ chosen, told: !checks ? ["unreadable"] : checks.flatMap(({ kind, failures, unsaid }) => [...failures.map(({ code }) => `${kind}: ${code}`), ...(unsaid ? [`${kind}: ${unsaid}`] : [])]) });
}
