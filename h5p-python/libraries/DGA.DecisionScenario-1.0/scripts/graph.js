/* The case as a graph: whether it can be played, how long it is, which path is best. */
(() => {
  const parts = DGA.DecisionScenarioParts;
  const { plain } = parts;
  const MOST = 30;
  const list = (value) => (Array.isArray(value) ? value : []);
  const points = (given) => (Number.isFinite(given) && given > 0 ? Math.floor(given) : 0);

  const read = (node, place) => ({
    params: node,
    name: plain(node.name),
    title: plain(node.title) || plain(node.name) || String(place + 1),
    choices: list(node.choices).map((choice) => ({
      params: choice,
      text: plain(choice.text),
      points: points(choice.points),
      next: plain(choice.next),
    })),
  });

  // Choices by name become choices by place; the first fault of the whole is returned as [text, values].
  const connect = (nodes) => {
    if (!nodes.length) return ["faultEmpty", {}];
    if (nodes.length > MOST) return ["faultMany", { count: nodes.length }];
    const places = new Map();
    for (const [place, node] of nodes.entries()) {
      if (node.name && places.has(node.name)) return ["faultTwice", { node: node.name }];
      if (node.name) places.set(node.name, place);
      if (!node.choices.length) return ["faultChoices", { node: node.title }];
    }
    for (const node of nodes) {
      for (const choice of node.choices) {
        if (choice.next && !places.has(choice.next)) return ["faultUnknown", { node: node.title, next: choice.next }];
        choice.to = choice.next ? places.get(choice.next) : null;
      }
    }
    return null;
  };

  // A circle that can be entered from the start, as its places; or null.
  const circle = (nodes) => {
    const done = new Set();
    const walk = (place, trail) => {
      if (trail.includes(place)) return trail.slice(trail.indexOf(place));
      if (done.has(place)) return null;
      for (const { to } of nodes[place].choices) {
        const found = to === null ? null : walk(to, [...trail, place]);
        if (found) return found;
      }
      done.add(place);
      return null;
    };
    return walk(0, []);
  };

  /**
   * The graph of a case. `fault` is [text, values] when it cannot be played: no situation or more than 30, one without
   * choices, a name used twice, a choice that leads nowhere, a circle. `unreachable` are titles that no choice leads to.
   */
  parts.Graph = class {
    constructor(nodes) {
      this.nodes = list(nodes).map(read);
      this.fault = connect(this.nodes);
      const round = this.fault ? null : circle(this.nodes);
      if (round) this.fault = ["faultCycle", { nodes: round.map((place) => this.nodes[place].title).join(", ") }];
      const reached = this.fault ? new Set() : this.reach(0, new Set());
      this.unreachable = this.fault
        ? []
        : this.nodes.filter((_, place) => !reached.has(place)).map((node) => node.title);
    }

    reach(place, reached) {
      reached.add(place);
      this.nodes[place].choices.forEach(({ to }) => to !== null && !reached.has(to) && this.reach(to, reached));
      return reached;
    }

    /** Reckons what is ahead of every situation; `extra[place]` are points to be had there besides those of the choice. */
    weigh(extra) {
      const ahead = (place) => {
        const node = this.nodes[place];
        if (node.ahead) return node.ahead;
        const ways = node.choices.map((choice, index) => ({
          index,
          points: choice.points,
          rest: choice.to === null ? { points: 0, longest: 0, shortest: 0, path: [] } : ahead(choice.to),
        }));
        const best = ways.reduce((a, b) => (b.points + b.rest.points > a.points + a.rest.points ? b : a));
        node.ahead = {
          points: extra[place] + best.points + best.rest.points,
          path: [best.index, ...best.rest.path],
          longest: 1 + Math.max(...ways.map((way) => way.rest.longest)),
          shortest: 1 + Math.min(...ways.map((way) => way.rest.shortest)),
        };
        return node.ahead;
      };
      this.best = ahead(0);
    }

    /** The situations along a path of choices: [{place, node, choice}], and where it leads: `end`, null when it is over. */
    follow(path) {
      const steps = [];
      let place = 0;
      for (const index of path) {
        const node = place === null ? null : this.nodes[place];
        if (!node || !Number.isInteger(index) || !node.choices[index]) return null;
        steps.push({ place, node, choice: node.choices[index], index });
        place = node.choices[index].to;
      }
      return { steps, end: place };
    }
  };
})();
