// Reports what the player says: statements as they come, and the result with the answers it is made of.
// The server believes what it can check. What could not be sent is kept in this browser and sent again; the server takes
// each result once, by its nonce, so sending twice counts once.
(() => {
  "use strict";
  const { dataset } = document.body;
  const state = document.getElementById("play-state");
  const kept = `h5p:results:${dataset.nonce}`;
  const RESULTS = ["http://adlnet.gov/expapi/verbs/answered", "http://adlnet.gov/expapi/verbs/completed"];
  let nonce = dataset.nonce;
  let waiting = [];
  let results = read();
  let busy = false;

  function read() {
    try {
      return JSON.parse(localStorage.getItem(kept)) || [];
    } catch {
      return [];
    }
  }

  function keep() {
    try {
      if (results.length) localStorage.setItem(kept, JSON.stringify(results));
      else localStorage.removeItem(kept);
    } catch {
      // Storage is full or forbidden: then the page itself must stay open until the line is back.
    }
  }

  function say(text) {
    if (state.textContent !== text) state.textContent = text;
  }

  async function post(address, body) {
    const response = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": dataset.token },
      body: JSON.stringify(body),
    });
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

  async function send() {
    if (busy) return;
    busy = true;
    try {
      while (results.length) {
        say(dataset.sending);
        const [first] = results;
        const response = await post(dataset.result.replace("NONCE", first.nonce), first.tree);
        if (response.ok) {
          const answer = await response.json();
          if (first.nonce === nonce && answer.counted) nonce = answer.next;
          say(dataset.received);
        } else {
          say(dataset.refused);
        }
        results.shift();
        keep();
      }
      if (waiting.length) {
        const some = waiting.slice(0, 50);
        await post(dataset.statements.replace("NONCE", nonce), some);
        waiting = waiting.slice(some.length);
      }
    } catch {
      if (results.length) say(dataset.waiting);
      setTimeout(send, 5000);
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
        results.push({ nonce, tree: treeOf(statement) });
        keep();
        send();
      }, 0);
    } else if (waiting.length < 500) {
      waiting.push(withId(JSON.parse(JSON.stringify(statement))));
    }
  });

  addEventListener("online", send);
  setInterval(send, 15000);
  if (results.length) send();
})();
