/* What both content types are made of: elements, the text inside params, the words of the interface. */
window.DGA = window.DGA || {};
DGA.Parts = {};
(() => {
  const parts = DGA.Parts;
  const SVG = "http://www.w3.org/2000/svg";

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

  /** The same for parts of a drawing. */
  parts.draw = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

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
  parts.id = () => `dga-${(made += 1)}`;

  /**
   * `say(key, values)` for the texts that the content gives, and `texts` where it gives none: plain text, with @name
   * replaced by the value of that name.
   */
  parts.words = (given, texts) => {
    const filled = (values) => (all, name) => (name in values ? String(values[name]) : all);
    return (key, values = {}) => parts.plain((given && given[key]) || texts[key]).replace(/@([a-z]+)/g, filled(values));
  };
})();
