// @ts-check
// Figures: puts Plotly over the SVG that the page already shows.
//
// The markup is core/_figure.html: .figure-drawing[data-figure] names the id of the JSON
// specification and the addresses of Plotly and of its style sheet. Without this module, without
// Plotly, in print and in forced colours the SVG is the figure; its links stay for the keyboard.

import { onHtmx } from "../pages/events.js";

/**
 * What is asked of Plotly; the specification is its own JSON, see core/figure_plotly.py.
 * @typedef {{ marker: object, textfont: object, meta?: string, x: number[] }} Trace
 * @typedef {{ width: number, height: number, font: { size: number }, margin: { l: number } }} Frame
 * @typedef {{ points: { customdata: string }[], event: MouseEvent }} PlotlyClick
 * @typedef {{ on(name: "plotly_click", handle: (click: PlotlyClick) => void): void }} Plot
 * @typedef {{
 *   react(place: HTMLElement, data: Trace[], layout: Frame, config: object): Promise<Plot>,
 * }} Plotly
 */

// Plotly's bundle inserts the style sheet of its maps into the page unless an element has this id.
// Our CSP forbids such styles, and we draw no maps. (A test finds the id in the package.)
const MAP_STYLES = "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53";
const STYLES = "plotly.js-style-global";

/** @type {Promise<Plotly> | undefined} one for the whole page */
let loading;
/** @type {Set<HTMLElement>} drawings that Plotly has drawn */
const drawn = new Set();

/**
 * Loads Plotly once; resolves with it.
 * @param {HTMLElement} drawing
 */
function plotly(drawing) {
  const { plotly: source = "", plotlyStyles = "" } = drawing.dataset;
  loading ??= styles(plotlyStyles).then(() => script(source));
  return loading;
}

/** @param {string} href */
function styles(href) {
  const maps = document.createElement("meta");
  maps.id = MAP_STYLES;
  const link = document.createElement("link");
  Object.assign(link, { id: STYLES, rel: "stylesheet", className: "no-inline-styles", href });
  document.head.append(maps);
  return loaded(link);
}

/**
 * @param {string} src
 * @returns {Promise<Plotly>}
 */
function script(src) {
  const element = document.createElement("script");
  element.src = src;
  return loaded(element).then(() => Reflect.get(globalThis, "Plotly"));
}

/**
 * Puts `element` into the page; resolves when what it names has loaded.
 * @param {HTMLScriptElement | HTMLLinkElement} element
 */
function loaded(element) {
  const address = element instanceof HTMLLinkElement ? element.href : element.src;
  return new Promise((resolve, reject) => {
    element.addEventListener("load", resolve, { once: true });
    const failed = () => reject(new Error(`${address} did not load`));
    element.addEventListener("error", failed, { once: true });
    document.head.append(element);
  });
}

/**
 * A custom property of the figure as rgb(), whatever light-dark() or color-mix() it is made of.
 * @param {HTMLElement} drawing
 * @param {string} name
 */
function colour(drawing, name) {
  const probe = document.createElement("span");
  probe.style.color = `var(--figure-${name})`;
  drawing.append(probe);
  const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!brush) throw new Error("There is no canvas to read colours from");
  brush.fillStyle = getComputedStyle(probe).color;
  probe.remove();
  brush.fillRect(0, 0, 1, 1);
  const [red, green, blue] = brush.getImageData(0, 0, 1, 1).data;
  return `rgb(${red}, ${green}, ${blue})`;
}

/**
 * The SVG that shows now, wide or narrow, and which of the two it is.
 * @param {HTMLElement} drawing
 */
function visible(drawing) {
  const all = [...drawing.querySelectorAll(":scope > .figure-svg")];
  const svg = all.find((one) => one.getClientRects().length);
  return svg && { svg, variant: svg.classList.contains("figure-svg--narrow") ? "narrow" : "wide" };
}

/**
 * The specification in the page's colours and in the size of the SVG beneath.
 * @param {HTMLElement} drawing
 * @param {{ svg: Element, variant: string }} shown
 * @returns {{ data: Trace[], layout: Frame, config: object }}
 */
function inPlace(drawing, { svg, variant }) {
  const spec = JSON.parse(document.getElementById(drawing.dataset.figure ?? "")?.textContent ?? "");
  const { data, layout } = spec[variant];
  const box = svg.getBoundingClientRect();
  const scale = box.width / layout.width;
  const [ink, main, quiet, line, paper] = ["ink", "main", "quiet", "line", "paper"].map((name) =>
    colour(drawing, name)
  );
  const family = getComputedStyle(drawing).fontFamily;
  const font = { size: layout.font.size * scale, color: ink, family };
  for (const trace of /** @type {Trace[]} */ (data)) {
    const isQuiet = trace.meta === "quiet";
    const edge = { color: main, width: trace.x.map((value) => (value > 0 ? 1 : 0)) };
    trace.marker = { color: isQuiet ? quiet : main, line: isQuiet ? edge : { width: 0 } };
    trace.textfont = font;
  }
  Object.assign(layout, {
    width: box.width,
    height: box.height,
    font,
    margin: { ...layout.margin, l: layout.margin.l * scale },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    hoverlabel: { bgcolor: paper, bordercolor: line, font: { ...font, size: 13 }, align: "left" },
  });
  return { data, layout, config: spec.config };
}

/**
 * Draws, or draws again in the size and colours of now.
 * @param {HTMLElement} drawing
 */
async function draw(drawing) {
  if (!visible(drawing)) return;
  const Plotly = await plotly(drawing);
  /** @type {HTMLElement} */
  const place = drawing.querySelector(":scope > .figure-plot") ?? cover(drawing);
  // The window may change while Plotly loads and draws: what counts is the size it has drawn for.
  let plot, width;
  do {
    const shown = visible(drawing);
    if (!shown) return;
    width = drawing.clientWidth;
    const { data, layout, config } = inPlace(drawing, shown);
    plot = await Plotly.react(place, data, layout, config);
  } while (drawing.clientWidth !== width);
  if (!drawn.has(drawing)) listen(drawing, plot, width);
  drawing.classList.add("figure-drawing--live");
}

/**
 * The element Plotly draws in; the SVG and the table say the same to a screen reader.
 * @param {HTMLElement} drawing
 */
function cover(drawing) {
  const plot = document.createElement("div");
  plot.className = "figure-plot";
  plot.setAttribute("aria-hidden", "true");
  drawing.append(plot);
  return plot;
}

/**
 * Follows clicks and the size of the drawing.
 * @param {HTMLElement} drawing
 * @param {Plot} plot
 * @param {number} width of the drawing now, in pixels
 */
function listen(drawing, plot, width) {
  drawn.add(drawing);
  plot.on("plotly_click", ({ points, event }) => follow(points[0].customdata, event));
  new ResizeObserver(() => {
    if (drawing.clientWidth === width) return;
    width = drawing.clientWidth;
    requestAnimationFrame(() => draw(drawing));
  }).observe(drawing);
}

/**
 * Goes to the rows behind a bar, which may have none.
 * @param {string} address
 * @param {MouseEvent} event
 */
function follow(address, event) {
  if (!address) return;
  if (event.ctrlKey || event.metaKey) open(address, "_blank", "noopener");
  else location.assign(address);
}

/** Draws every figure again, after light and dark have changed places. */
function redraw() {
  for (const drawing of drawn) {
    if (drawing.isConnected) draw(drawing);
    else drawn.delete(drawing);
  }
}

/** @type {(task: () => void) => void} */
const whenIdle = globalThis.requestIdleCallback ?? ((task) => setTimeout(task, 200));

/** A figure that comes near is drawn as soon as the browser has nothing better to do. */
const near = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      const stays = (/** @type {Error} */ error) => console.warn("The figure stays as SVG:", error);
      whenIdle(() => draw(/** @type {HTMLElement} */ (target)).catch(stays));
    }
  },
  { rootMargin: "300px" },
);

/**
 * Finds the figures in `root`, the page or a fragment that htmx has just put in.
 * @param {ParentNode} root
 */
function start(root) {
  // Not every browser says that its owner saves data.
  if (
    Reflect.get(navigator, "connection")?.saveData || matchMedia("(forced-colors: active)").matches
  ) return;
  for (const drawing of root.querySelectorAll(".figure-drawing[data-figure]")) {
    near.observe(drawing);
  }
}

start(document);
onHtmx("load", ({ elt }) => start(elt));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
// A switch for the theme sets an attribute of the root element.
new MutationObserver(redraw).observe(document.documentElement, {
  attributes: true,
  attributeFilter: ["class", "data-theme"],
});
