// Figures: puts Plotly over the SVG that the page already shows.
//
// The markup is core/_figure.html: .figure-drawing[data-figure] names the id of the JSON
// specification and the addresses of Plotly and of its style sheet. Without this module, without
// Plotly, in print and in forced colours the SVG is the figure; its links stay for the keyboard.

// Plotly's bundle inserts the style sheet of its maps into the page unless an element has this id.
// Our CSP forbids such styles, and we draw no maps. (A test finds the id in the package.)
const MAP_STYLES = "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53";
const STYLES = "plotly.js-style-global";

let loading; // one promise for the whole page
const drawn = new Set(); // drawings that Plotly has drawn

/** Loads Plotly once; resolves with it. */
function plotly(drawing) {
  loading ??= styles(drawing.dataset.plotlyStyles).then(() => script(drawing.dataset.plotly));
  return loading;
}

function styles(href) {
  const maps = document.createElement("meta");
  maps.id = MAP_STYLES;
  const link = document.createElement("link");
  Object.assign(link, { id: STYLES, rel: "stylesheet", className: "no-inline-styles", href });
  document.head.append(maps);
  return loaded(link);
}

function script(src) {
  const element = document.createElement("script");
  element.src = src;
  return loaded(element).then(() => window.Plotly);
}

function loaded(element) {
  return new Promise((resolve, reject) => {
    element.addEventListener("load", resolve, { once: true });
    element.addEventListener("error", () => reject(new Error(`${element.src ?? element.href} did not load`)), { once: true });
    document.head.append(element);
  });
}

/** A custom property of the figure as rgb(), whatever light-dark() or color-mix() it is made of. */
function colour(drawing, name) {
  const probe = document.createElement("span");
  probe.style.color = `var(--figure-${name})`;
  drawing.append(probe);
  const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  brush.fillStyle = getComputedStyle(probe).color;
  probe.remove();
  brush.fillRect(0, 0, 1, 1);
  const [red, green, blue] = brush.getImageData(0, 0, 1, 1).data;
  return `rgb(${red}, ${green}, ${blue})`;
}

/** The SVG that shows now, wide or narrow, and which of the two it is. */
function visible(drawing) {
  const svg = [...drawing.querySelectorAll(":scope > .figure-svg")].find((one) => one.getClientRects().length);
  return svg && { svg, variant: svg.classList.contains("figure-svg--narrow") ? "narrow" : "wide" };
}

/** The specification in the page's colours and in the size of the SVG beneath. */
function dressed(drawing, { svg, variant }) {
  const spec = JSON.parse(document.getElementById(drawing.dataset.figure).textContent);
  const { data, layout } = spec[variant];
  const box = svg.getBoundingClientRect();
  const scale = box.width / layout.width;
  const [ink, main, quiet, line, paper] = ["ink", "main", "quiet", "line", "paper"].map((name) => colour(drawing, name));
  const font = { size: layout.font.size * scale, color: ink, family: getComputedStyle(drawing).fontFamily };
  for (const trace of data) {
    const edge = trace.meta === "quiet" ? { color: main, width: trace.x.map((value) => (value > 0 ? 1 : 0)) } : { width: 0 };
    trace.marker = { color: trace.meta === "quiet" ? quiet : main, line: edge };
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

/** Draws, or draws again in the size and colours of now. */
async function draw(drawing) {
  if (!visible(drawing)) return;
  const Plotly = await plotly(drawing);
  const plot = drawing.querySelector(":scope > .figure-plot") ?? cover(drawing);
  // The window may change while Plotly loads and draws: what counts is the size it has drawn for.
  let width;
  do {
    const shown = visible(drawing);
    if (!shown) return;
    width = drawing.clientWidth;
    const { data, layout, config } = dressed(drawing, shown);
    await Plotly.react(plot, data, layout, config);
  } while (drawing.clientWidth !== width);
  if (!drawn.has(drawing)) follow(drawing, plot, width);
  drawing.classList.add("figure-drawing--live");
}

/** The element Plotly draws in; the SVG and the table say the same to a screen reader. */
function cover(drawing) {
  const plot = document.createElement("div");
  plot.className = "figure-plot";
  plot.setAttribute("aria-hidden", "true");
  drawing.append(plot);
  return plot;
}

/** Follows clicks and the size of the drawing, which is `width` pixels wide now. */
function follow(drawing, plot, width) {
  drawn.add(drawing);
  plot.on("plotly_click", ({ points, event }) => open(points[0].customdata, event));
  new ResizeObserver(() => {
    if (drawing.clientWidth === width) return;
    width = drawing.clientWidth;
    requestAnimationFrame(() => draw(drawing));
  }).observe(drawing);
}

function open(address, event) {
  if (!address) return;
  if (event.ctrlKey || event.metaKey) window.open(address, "_blank", "noopener");
  else window.location.assign(address);
}

/** Draws every figure again, after light and dark have changed places. */
function redraw() {
  for (const drawing of drawn) {
    if (drawing.isConnected) draw(drawing);
    else drawn.delete(drawing);
  }
}

const whenIdle = window.requestIdleCallback ?? ((task) => setTimeout(task, 200));

/** A figure that comes near is drawn as soon as the browser has nothing better to do. */
const near = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      whenIdle(() => draw(target).catch((error) => console.warn("The figure stays as SVG:", error)));
    }
  },
  { rootMargin: "300px" },
);

/** Finds the figures in `root`, the page or a fragment that htmx has just put in. */
export function start(root = document) {
  if (navigator.connection?.saveData || matchMedia("(forced-colors: active)").matches) return;
  for (const drawing of root.querySelectorAll(".figure-drawing[data-figure]")) near.observe(drawing);
}

start();
document.addEventListener("htmx:load", (event) => start(event.detail.elt));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
// A switch for the theme sets an attribute of the root element.
new MutationObserver(redraw).observe(document.documentElement, { attributes: true, attributeFilter: ["class", "data-theme"] });
