"use strict";
// Everything works without this file: it shows how far an upload is, waits for a run, and puts answers in place.
document.documentElement.classList.add("scripted");

// A text of the page in its language, with values in the places of their names.
function said(name, values) {
  const text = JSON.parse(document.body.dataset.said)[name];
  return text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

const upload = document.getElementById("upload");
if (upload) {
  const drop = document.getElementById("drop");
  const file = document.getElementById("bom");
  const fault = document.getElementById("upload-fault");
  const limit = Number(upload.dataset.limit);
  const say = (words) => { fault.textContent = words; fault.hidden = !words; };
  const over = (is) => drop.classList.toggle("over", is);

  for (const name of ["dragenter", "dragover"]) document.addEventListener(name, (event) => { event.preventDefault(); over(true); });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) over(false); });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    const dropped = event.dataTransfer.files;
    if (!dropped.length) return;
    file.files = dropped;
    upload.requestSubmit();
  });

  upload.addEventListener("submit", (event) => {
    event.preventDefault();
    const sizes = [...upload.querySelectorAll("input[type=file]")].flatMap((one) => [...one.files]).map((one) => one.size);
    if (sizes.reduce((sum, size) => sum + size, 0) > limit) {
      say(said("large", { limit: Math.round(limit / 1048576) }));
      return;
    }
    say("");
    const button = document.getElementById("send");
    const bar = document.getElementById("sent");
    const words = document.getElementById("sent-words");
    const request = new XMLHttpRequest();
    button.disabled = true;
    document.getElementById("sending").hidden = false;
    request.upload.addEventListener("progress", (sent) => {
      if (!sent.lengthComputable) return;
      bar.value = Math.round(100 * sent.loaded / sent.total);
      words.textContent = sent.loaded < sent.total ? `${bar.value} %` : said("sent");
    });
    request.addEventListener("load", () => {
      // The last address after redirections: a page of the case, or this one's own refusal.
      if (request.status < 400) location.assign(request.responseURL);
      else show(new DOMParser().parseFromString(request.responseText, "text/html"), null);
    });
    request.addEventListener("error", () => {
      button.disabled = false;
      document.getElementById("sending").hidden = true;
      say(said("failed"));
    });
    request.open("POST", upload.action);
    request.send(new FormData(upload));
  });
}

// Puts another page's content in place of this one's, and leads the reader to what is new in it.
function show(page, address) {
  document.title = page.title;
  document.documentElement.lang = page.documentElement.lang;
  for (const part of ["main", "bar"]) document.getElementById(part).replaceWith(page.getElementById(part));
  if (address) history.replaceState(null, "", address);
  start();
  const news = document.getElementById("change") || document.getElementById("main");
  news.classList.add("fresh");
  document.getElementById("live").textContent = news.id === "change" ? news.innerText : page.title;
  news.focus({ preventScroll: true });
  news.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

async function put(form, button) {
  const body = new URLSearchParams(new FormData(form));
  if (button && button.name) body.set(button.name, button.value);
  for (const one of document.querySelectorAll("form[data-in-place] button")) one.disabled = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    show(new DOMParser().parseFromString(await answer.text(), "text/html"), answer.ok ? answer.url : null);
  } catch {
    form.submit();
  }
}

// Saves a file and says meanwhile that it is being written, and how far it is: a long PDF takes half a minute.
async function save(element, address) {
  if (element.classList.contains("busy")) return;
  const live = document.getElementById("live");
  element.classList.add("busy");
  element.dataset.writing = said("writing");
  live.textContent = said("file");
  const [, base, name] = new URL(address, location.href).pathname.match(/^(.*)\/files\/([^/]+)$/);
  const since = Date.now();
  const looking = setInterval(async () => {
    try {
      const told = await (await fetch(`${base}/status?file=${name}`)).json();
      if (told.writing) element.dataset.writing = `${document.documentElement.lang === "en" ? told.writing : said("writing")}, ${Math.round((Date.now() - since) / 1000)} s`;
    } catch { /* It is said when the file does not come. */ }
  }, 700);
  try {
    const answer = await fetch(address);
    if (!answer.ok) { show(new DOMParser().parseFromString(await answer.text(), "text/html"), null); return; }
    const saved = document.createElement("a");
    saved.href = URL.createObjectURL(await answer.blob());
    saved.download = decodeURIComponent(answer.headers.get("content-disposition").split("UTF-8''")[1]);
    saved.click();
    setTimeout(() => URL.revokeObjectURL(saved.href), 60000);
    live.textContent = said("saved", { name: saved.download });
  } catch {
    location.assign(address);
  } finally {
    clearInterval(looking);
    delete element.dataset.writing;
    element.classList.remove("busy");
  }
}

// Files dropped anywhere on a page of a case are facts for it.
function takeDrops() {
  const veil = document.getElementById("drop-veil");
  const target = () => document.getElementById("main").dataset.facts;
  const hasFiles = (event) => target() && [...event.dataTransfer.types].includes("Files");
  for (const name of ["dragenter", "dragover"]) document.addEventListener(name, (event) => {
    if (hasFiles(event)) { event.preventDefault(); veil.hidden = false; }
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) veil.hidden = true; });
  document.addEventListener("drop", async (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    veil.hidden = true;
    const body = new FormData();
    for (const file of event.dataTransfer.files) body.append("facts", file);
    if (![...body.keys()].length) return;
    document.getElementById("live").textContent = said("adding");
    const answer = await fetch(target(), { method: "POST", body });
    show(new DOMParser().parseFromString(await answer.text(), "text/html"), answer.ok ? answer.url : null);
  });
}

// The first answer of a column of the table, into the fields below it that are empty.
function fillDown(button) {
  const fields = [...button.closest("table").querySelectorAll(`td[data-column="${button.dataset.column}"] [name^=answer-]`)];
  const first = fields.find((field) => field.value);
  if (!first) { fields[0]?.focus(); return; }
  for (const field of fields) if (!field.value) field.value = first.value;
  document.getElementById("live").textContent = said("filled", { value: first.value, count: fields.length });
}

async function wait(running) {
  const stage = document.getElementById("stage");
  const seconds = document.getElementById("seconds");
  for (;;) {
    await new Promise((done) => setTimeout(done, 400));
    let told;
    try {
      told = await (await fetch(running.dataset.status)).json();
    } catch {
      stage.textContent = said("silent");
      continue;
    }
    if (told.state !== "running") break;
    const words = told.stages ? said("left", { count: told.left }) : told.stage;
    if (stage.textContent !== words) stage.textContent = words;
    if (told.stages) for (const one of document.querySelectorAll("[data-stage]")) one.textContent = told.stages[one.dataset.stage] || said("done");
    else seconds.textContent = told.seconds;
  }
  const answer = await fetch(running.dataset.then);
  show(new DOMParser().parseFromString(await answer.text(), "text/html"), running.dataset.then);
}

function start() {
  for (const link of document.querySelectorAll("a[href*='/files/']")) {
    link.addEventListener("click", (event) => { event.preventDefault(); save(link, link.href); });
  }
  for (const form of document.querySelectorAll("form.letters")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      save(form.querySelector("[data-saves]"), `${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`);
    });
  }
  for (const button of document.querySelectorAll("button.fill")) button.addEventListener("click", () => fillDown(button));
  for (const form of document.querySelectorAll("form[data-in-place]")) {
    form.addEventListener("submit", (event) => { event.preventDefault(); put(form, event.submitter); });
  }
  const running = document.getElementById("running");
  if (running) wait(running);
}
start();
if (!upload) takeDrops();
