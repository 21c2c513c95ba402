"use strict";
// Everything is put in as text: what comes out of records is never read as HTML.
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const MARKS = { running: "●", "standing still": "▲", down: "■", stopped: "□", "never started": "○", quiet: "○", unknown: "?" };
const LOOKS = { running: "good", "standing still": "wrong", down: "down", unknown: "wrong" };
let lastAnswer = null;

function make(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function put(id, ...children) {
  document.getElementById(id).replaceChildren(...children);
}

function rate(number) {
  return number > 0 && number < 1 ? "<1/s" : whole.format(number) + "/s";
}

function age(seconds) {
  if (seconds < 0) return "unknown";
  if (seconds < 60) return seconds.toFixed(seconds < 10 ? 1 : 0) + " s";
  if (seconds < 3600) return Math.floor(seconds / 60) + " min " + Math.floor(seconds % 60) + " s";
  if (seconds < 172800) return (seconds / 3600).toFixed(1) + " h";
  return Math.floor(seconds / 86400) + " days";
}

function clock(iso) {
  return new Date(iso).toLocaleTimeString([], { hour12: false });
}

function state(word, since) {
  return make("p", "state soft", (MARKS[word] || "?") + " " + word + (since ? " since " + clock(since) : ""));
}

function facts(pairs) {
  const list = make("dl");
  for (const [name, value] of pairs) list.append(make("dt", "", name), make("dd", "", value));
  return list;
}

function card(title, word, since, pairs, hint) {
  const made = make("div", "card " + (LOOKS[word] || ""));
  made.dataset.name = title;
  made.dataset.state = word;
  made.append(make("h3", "", title), state(word, since));
  if (pairs.length) made.append(facts(pairs));
  if (hint) made.append(make("p", "hint", hint));
  return made;
}

function stageCard(stage) {
  return card(stage.name, stage.state, stage.since, [
    ["consumed", stage.records < 0 ? "unknown" : whole.format(stage.records)],
    ["rate", rate(stage.records_per_second)],
    ["lag", stage.lag < 0 ? "unknown" : whole.format(stage.lag)],
    ["oldest waiting", stage.lag < 0 ? "unknown" : stage.lag > 0 ? age(stage.freshness_seconds) : "nothing waits"],
    ...(stage.batch_seconds === null ? [] : [["last batch", age(stage.batch_seconds)], ["state", (stage.state_bytes / 1e6).toFixed(1) + " MB"]]),
    ...(stage.retries ? [["retries", whole.format(stage.retries)]] : []),
  ], stage.hint);
}

function arrow(perSecond, label) {
  const made = make("div", "arrow");
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 60 14");
  svg.setAttribute("preserveAspectRatio", "xMidYMid meet");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", "M2 7h54M49 2l7 5-7 5");
  svg.append(path);
  made.append(make("b", "", rate(perSecond)), svg);
  if (label) made.append(make("span", "", label));
  return made;
}

function topicBox(topic) {
  const made = make("div", "box topic" + (topic.exists ? " good" : ""));
  made.dataset.topic = topic.name;
  made.append(make("span", "", topic.name), make("span", "number", topic.records < 0 ? "unknown" : topic.exists ? whole.format(topic.records) : "not there"));
  return made;
}

function column(...children) {
  const made = make("div", "column");
  made.append(...children);
  return made;
}

function sum(list, field) {
  return list.reduce((total, one) => total + Math.max(0, one[field]), 0);
}

function worst(stages) {
  const order = ["down", "standing still", "unknown", "running", "stopped"];
  return order.find((word) => stages.some((stage) => stage.state === word)) || "never started";
}

function group(title, stages, hint) {
  const word = worst(stages);
  const wrong = stages.filter((stage) => stage.state === "down" || stage.state === "standing still");
  return card(title, word, null, stages.length ? [
    ["running", stages.filter((stage) => stage.state === "running").length + " of " + stages.length],
    ["lag", whole.format(sum(stages, "lag"))],
    ["oldest waiting", stages.some((s) => s.lag > 0) ? age(Math.max(...stages.map((s) => s.freshness_seconds))) : "nothing waits"],
  ] : [], wrong.length ? wrong.map((stage) => stage.name + " " + stage.state).join(", ") : stages.length ? "" : hint);
}

function serverState(server) {
  return server.up ? "running" : server.wanted ? "down" : "stopped";
}

function storeCard(name, servers, pairs) {
  const server = servers.find((one) => one.name === name);
  if (!server) return card(name, "unknown", null, pairs, "");
  return card(name, serverState(server), server.since, pairs, server.hint);
}

function flow(seen) {
  const ins = seen.topics.filter((topic) => topic.role === "in");
  const outs = seen.topics.filter((topic) => topic.role === "out");
  const dead = seen.topics.filter((topic) => topic.role === "dead");
  const enricher = seen.stages.filter((stage) => stage.kind === "enricher");
  const jobs = seen.stages.filter((stage) => stage.kind === "job");
  const sinks = seen.stages.filter((stage) => stage.kind === "sink");
  const sent = sum(ins, "records_per_second");
  const producer = card("producers", sent > 0 ? "running" : "quiet", null, [["sending", rate(sent)]], "");
  const first = [producer, arrow(sent), column(...ins.map(topicBox)), arrow(sum(enricher, "records_per_second")),
    column(...enricher.map(stageCard)), arrow(sum(outs, "records_per_second")), column(...outs.map(topicBox), ...dead.map(topicBox))];
  const tail = make("div", "tail");
  tail.append(
    arrow(sum(jobs, "records_per_second"), "to jobs"), group("jobs", jobs, "start them: ./kappa submit employees-by-interest actions-by-page"),
    arrow(sum(jobs, "records_per_second")),
    storeCard("cassandra", seen.servers, [["tables with rows", String(seen.tables.filter((table) => table.rows.length).length)]]),
    arrow(sum(sinks, "records_per_second"), "to sink"), group("sink", sinks, "start it: ./kappa connect apply"),
    arrow(sum(sinks, "records_per_second")),
    storeCard("elasticsearch", seen.servers, [["documents", whole.format(sum(seen.indices, "documents"))]]));
  put("flow", ...first, tail);
}

function table(title, columns, rows, note) {
  const scroll = make("div", "scroll");
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", title);
  const made = make("table");
  made.append(make("caption", "", title));
  if (rows.length) {
    const head = make("tr");
    columns.forEach((name, i) => {
      const cell = make("th", i === columns.length - 1 ? "number" : "", name);
      cell.scope = "col";
      head.append(cell);
    });
    made.append(head);
  }
  for (const row of rows) {
    const line = make("tr");
    row.forEach((value, i) => {
      const last = i === row.length - 1;
      line.append(make("td", last ? "number" : "", last ? whole.format(value) : value));
    });
    made.append(line);
  }
  scroll.append(made);
  if (!rows.length || note) scroll.append(make("p", "soft pad", rows.length ? note : "none"));
  return scroll;
}

function summary(seen) {
  const wrong = [
    ...seen.servers.filter((one) => !one.up && one.wanted).map((one) => one.name + " is down"),
    ...seen.stages.filter((one) => one.state === "down" || one.state === "standing still")
      .map((one) => one.name + (one.state === "down" ? " is down" : " stands still")),
  ];
  const text = wrong.length ? "▲ " + wrong.join(", ") : "● no server is down, no stage stands still";
  document.getElementById("summary").textContent = text;
  document.title = (wrong.length ? "▲ " : "") + "Kappa";
}

function show(seen) {
  // What has the focus is made anew, too.
  const focused = document.activeElement && document.activeElement.getAttribute("aria-label");
  summary(seen);
  flow(seen);
  put("stages", ...seen.stages.map(stageCard));
  put("servers", ...seen.servers.map((one) => card(one.name, serverState(one), one.since, [["at", one.address]], one.hint)));
  put("dead", table("Dead letters", ["stage", "reason", "topic", "count"],
    seen.dead_letters.map((one) => [one.stage, one.reason, one.topic, one.count])));
  put("late", table("Late rows", ["job", "reason", "count"], seen.late_rows.map((one) => [one.job, one.reason, one.count])));
  put("tables", ...seen.tables.filter((one) => one.rows.length).map((one) => table(one.name, one.columns, one.rows, one.all_rows_seen ? "" : "of the first 2,000 rows")));
  if (focused) for (const one of document.querySelectorAll("[aria-label]")) if (one.getAttribute("aria-label") === focused) one.focus({ preventScroll: true });
  document.body.dataset.at = seen.at;
}

function silence() {
  const silent = document.getElementById("silent");
  const old = lastAnswer === null || Date.now() - lastAnswer > 5000;
  silent.hidden = !old;
  document.body.classList.toggle("old", old);
  if (old) {
    silent.textContent = "■ The monitor does not answer" +
      (lastAnswer === null ? "" : " since " + clock(lastAnswer) + ": what is below is old") + ". Start it: ./kappa up";
  }
}

async function look() {
  try {
    const answer = await fetch("api/state", { cache: "no-store" });
    const seen = await answer.json();
    // The monitor itself may hang: then its picture is old.
    lastAnswer = Math.min(Date.now(), new Date(seen.at).getTime() + 1000);
    show(seen);
  } catch (e) {
    // said by silence()
  }
  silence();
  setTimeout(look, 1000);
}

look();
