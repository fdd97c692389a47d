"use strict";
// Everything works without this file: it shows how far an upload is, waits for a run, and puts answers in place.
document.documentElement.classList.add("scripted");

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
    if (dropped.length > 1) { say("Drop one workbook. Files of facts are added below, or later."); return; }
    const chosen = new DataTransfer();
    chosen.items.add(dropped[0]);
    file.files = chosen.files;
    upload.requestSubmit();
  });

  upload.addEventListener("submit", (event) => {
    event.preventDefault();
    const sizes = [...upload.querySelectorAll("input[type=file]")].flatMap((one) => [...one.files]).map((one) => one.size);
    if (sizes.reduce((sum, size) => sum + size, 0) > limit) {
      say(`That is more than ${Math.round(limit / 1048576)} MiB. Larger files can be checked on the command line.`);
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
      words.textContent = sent.loaded < sent.total ? `${bar.value} %` : "Sent. Reading it …";
    });
    request.addEventListener("load", () => {
      // The last address after redirections: a page of the case, or this one's own refusal.
      if (request.status < 400) location.assign(request.responseURL);
      else show(new DOMParser().parseFromString(request.responseText, "text/html"), null);
    });
    request.addEventListener("error", () => {
      button.disabled = false;
      document.getElementById("sending").hidden = true;
      say("The file could not be sent. Is the program still running?");
    });
    request.open("POST", upload.action);
    request.send(new FormData(upload));
  });
}

// Puts another page's content in place of this one's, and leads the reader to what is new in it.
function show(page, address) {
  document.title = page.title;
  document.getElementById("main").replaceWith(page.getElementById("main"));
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

// Saves a file and says meanwhile that it is being written: a long PDF takes half a minute.
async function save(link) {
  if (link.classList.contains("busy")) return;
  const live = document.getElementById("live");
  link.classList.add("busy");
  live.textContent = "The file is being written.";
  try {
    const answer = await fetch(link.href);
    if (!answer.ok) { show(new DOMParser().parseFromString(await answer.text(), "text/html"), null); return; }
    const saved = document.createElement("a");
    saved.href = URL.createObjectURL(await answer.blob());
    saved.download = decodeURIComponent(answer.headers.get("content-disposition").split("UTF-8''")[1]);
    saved.click();
    setTimeout(() => URL.revokeObjectURL(saved.href), 60000);
    live.textContent = `Saved: ${saved.download}`;
  } catch {
    location.assign(link.href);
  } finally {
    link.classList.remove("busy");
  }
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
      stage.textContent = "The program does not answer. Is it still running?";
      continue;
    }
    if (told.state !== "running") break;
    if (stage.textContent !== told.stage) stage.textContent = told.stage;
    seconds.textContent = told.seconds;
  }
  // To the same address with a fragment in it a browser would only scroll.
  if (location.pathname === running.dataset.then) location.reload();
  else location.replace(running.dataset.then);
}

function start() {
  for (const link of document.querySelectorAll("a[href*='/files/']")) {
    link.addEventListener("click", (event) => { event.preventDefault(); save(link); });
  }
  for (const form of document.querySelectorAll("form[data-in-place]")) {
    form.addEventListener("submit", (event) => { event.preventDefault(); put(form, event.submitter); });
  }
  const running = document.getElementById("running");
  if (running) wait(running);
}
start();
