// Reports what the player says: statements as they come, and the result with the answers it is made of.
// The server believes what it can check. What could not be sent, or was refused for now, is kept in this browser and sent
// again; the server takes each result once, by its nonce, so sending twice counts once.
(() => {
  "use strict";
  const { dataset } = document.body;
  const { l10n, user } = window.H5PIntegration;
  const state = document.getElementById("play-state");
  const KEPT = `h5p:result:${user.id}:`;
  const RESULTS = ["http://adlnet.gov/expapi/verbs/answered", "http://adlnet.gov/expapi/verbs/completed"];
  // Refused for now: signed out meanwhile, too slow, too often. What else is refused stays refused.
  const FOR_NOW = [401, 403, 408, 429];
  const [SHORTEST, USUAL, LONGEST] = [5000, 15000, 300000];
  let nonce = dataset.nonce;
  let waiting = [];
  const results = read();
  let busy = false;
  let timer;
  let pause = SHORTEST;

  class Held extends Error {}

  // Each result has a place of its own: two windows do not write over each other's.
  function read() {
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(KEPT));
      return keys.sort().map((key) => ({ ...JSON.parse(localStorage.getItem(key)), key }));
    } catch {
      return [];
    }
  }

  function keep({ key, ...result }) {
    try {
      localStorage.setItem(key, JSON.stringify(result));
    } catch {
      // Storage is full or forbidden: then the page itself must stay open until the line is back.
    }
  }

  function forget({ key }) {
    try {
      localStorage.removeItem(key);
    } catch {
      // It was never kept.
    }
  }

  function say(text) {
    if (state.textContent !== text) state.textContent = text;
  }

  // Whoever signs in again, in another window, has another token.
  function token() {
    const cookie = document.cookie.split("; ").find((one) => one.startsWith("csrftoken="));
    return cookie ? cookie.slice("csrftoken=".length) : dataset.token;
  }

  async function post(address, body) {
    const response = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() },
      body: JSON.stringify(body),
    });
    if (FOR_NOW.includes(response.status)) throw new Held(response.status);
    if (response.status >= 500) throw new Error(response.status);
    return response;
  }

  function withId(statement) {
    return { id: crypto.randomUUID(), ...statement };
  }

  function treeOf(statement) {
    const instance = window.H5P.instances[0];
    const data = instance && typeof instance.getXAPIData === "function" ? instance.getXAPIData() : null;
    const children = (data && data.children) || [];
    return JSON.parse(JSON.stringify({ statement: withId(statement), children }));
  }

  async function sendResult(first) {
    say(dataset.sending);
    const response = await post(dataset.result.replace("NONCE", first.nonce), first.tree);
    if (response.ok) {
      const { next } = await response.json();
      if (first.nonce === nonce) nonce = next;
    }
    say(response.ok ? dataset.received : dataset.refused);
  }

  async function sendAll() {
    while (results.length) {
      await sendResult(results[0]);
      forget(results.shift());
    }
    if (waiting.length) {
      const some = waiting.slice(0, 50);
      await post(dataset.statements.replace("NONCE", nonce), some);
      waiting = waiting.slice(some.length);
    }
  }

  async function send() {
    if (busy) return;
    busy = true;
    clearTimeout(timer);
    try {
      await sendAll();
      pause = SHORTEST;
      timer = setTimeout(send, USUAL);
    } catch (reason) {
      if (results.length) say(reason instanceof Held ? l10n.H5P.resultsHeld : dataset.waiting);
      timer = setTimeout(send, pause);
      pause = Math.min(2 * pause, LONGEST);
    } finally {
      busy = false;
    }
  }

  window.H5P.externalDispatcher.on("xAPI", (event) => {
    const { statement } = event.data;
    const parents = statement.context?.contextActivities?.parent;
    const root = !parents || parents.length === 0;
    if (root && RESULTS.includes(statement.verb.id)) {
      // Once the type has settled what it says of itself: its parts may still be at it in this very moment.
      setTimeout(() => {
        const result = { key: `${KEPT}${Date.now()}:${crypto.randomUUID()}`, nonce, tree: treeOf(statement) };
        results.push(result);
        keep(result);
        send();
      }, 0);
    } else if (waiting.length < 500) {
      waiting.push(withId(JSON.parse(JSON.stringify(statement))));
    }
  });

  ["online", "focus"].forEach((moment) => addEventListener(moment, () => results.length && send()));
  timer = setTimeout(send, USUAL);
  if (results.length) send();
})();
