// Starts the emulator for SlackEmulatorTest: node run.mjs <address of the app> <seed as JSON>
// Its Slack signs events and waits for each answer, but offers no way to say where to: its own dispatcher is told here.
import { readdirSync, readFileSync } from "node:fs";
import { createEmulator } from "emulate";

const [address, seed] = process.argv.slice(2);
const folder = new URL("./node_modules/emulate/dist/", import.meta.url);
const part = readdirSync(folder).find(
  (name) => name.endsWith(".js") && readFileSync(new URL(name, folder), "utf8").includes("var slackPlugin = {"),
);
const { slackPlugin } = await import(new URL(part, folder));
const register = slackPlugin.register;
slackPlugin.register = (app, store, webhooks, ...rest) => {
  webhooks.register({ url: address, active: true, events: ["*"], owner: "slack" });
  // What became of each delivery, for the test.
  app.get("/deliveries", (c) => c.json(webhooks.deliveries));
  return register(app, store, webhooks, ...rest);
};
const emulator = await createEmulator({ service: "slack", port: 0, seed: { slack: JSON.parse(seed) } });
console.log(emulator.url);
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
