/* Elements, and the text inside params. */
(() => {
  const parts = DGA.DecisionScenarioParts;
  const fill = (element, attributes, children) => {
    Object.entries(attributes).forEach(([name, value]) => {
      if (name === "html") element.innerHTML = value;
      else if (typeof value === "function") element.addEventListener(name, value);
      else if (value !== null && value !== undefined && value !== false)
        element.setAttribute(name, value === true ? "" : value);
    });
    element.append(...children.filter((child) => child instanceof Node || (typeof child === "string" && child)));
    return element;
  };

  /**
   * An element with attributes and children. Functions are listeners, `html` is for params whose semantics allow tags
   * and for nothing else: those are sanitised where they are stored. Everything else becomes text.
   */
  parts.make = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);

  /** The plain text of a param without tags, which arrives with &, <, > and quotes escaped. */
  parts.plain = (escaped) => {
    const decoder = document.createElement("textarea"); // its content is text, so that no tag can come alive
    decoder.innerHTML = escaped === undefined || escaped === null ? "" : String(escaped);
    return decoder.value;
  };

  /** The text of a param with tags, for where there can be no tags: a document without a window runs nothing. */
  parts.bare = (html) => new DOMParser().parseFromString(String(html || ""), "text/html").body.textContent.trim();

  let made = 0;
  /** An id that no other element of the page has. */
  parts.id = () => `dga-scenario-${(made += 1)}`;
})();
