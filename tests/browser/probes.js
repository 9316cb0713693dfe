// @ts-check
// What a page must not do, asked in the page itself. Each probe gives a list of sentences.
(() => {
  // The chart library places its own layers, and measures letters far outside the window.
  const CHART = ".js-plotly-plot, #js-plotly-tester";
  const SCROLLS = /auto|scroll/;
  const INTERACTIVE =
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";

  /** @param {Element} element */
  const name = (element) => {
    const text = element instanceof HTMLElement ? element.innerText : "";
    const words = text.trim().replace(/\s+/g, " ");
    const classes = element instanceof HTMLElement ? element.className.trim() : "";
    const mark = classes ? `.${classes.split(/\s+/).join(".")}` : "";
    return `<${element.localName}${mark}> “${words.slice(0, 40)}”`;
  };

  /** @param {Element} element */
  const isShown = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    element.getClientRects().length > 0;

  /**
   * `element` and all that hold it, from within.
   * @param {Element | null} element
   * @returns {Element[]}
   */
  const upwards = (element) => {
    const found = [];
    for (let each = element; each; each = each.parentElement) found.push(each);
    return found;
  };

  // What one probe has found out of elements; the next may find the page otherwise.
  /** @type {WeakMap<Element, boolean>} */
  let clipped = new WeakMap();

  /**
   * @param {Element} element
   * @returns {boolean}
   */
  const isClipped = (element) => {
    const known = clipped.get(element);
    if (known !== undefined) return known;
    const { parentElement } = element;
    const found = getComputedStyle(element).clipPath === "inset(50%)" ||
      (parentElement !== null && isClipped(parentElement));
    clipped.set(element, found);
    return found;
  };

  // For screen readers only: cut to a point on purpose.
  /** @param {Element} element */
  const isForEars = (element) =>
    isClipped(element) || element.closest(".skip:not(:focus)") !== null;

  /**
   * What scrolls `element` along `axis`, if anything does but the page.
   * @param {Element} element
   * @param {"overflowX" | "overflowY"} axis
   */
  const scroller = (element, axis = "overflowX") =>
    upwards(element.parentElement).find((each) =>
      each !== document.documentElement && SCROLLS.test(getComputedStyle(each)[axis])
    ) ?? null;

  /** @param {Element} element */
  const hasWords = (element) =>
    [...element.childNodes].some((node) => node instanceof Text && node.data.trim());

  // What shortens a long text with "…": the sign of more, which the cell shows when it is active.
  /** @param {Element} element */
  const shortened = (element) => {
    if (!element.closest("[role=grid] td")) return null;
    const held = upwards(element).find((each) =>
      getComputedStyle(each).webkitLineClamp !== "none" &&
      getComputedStyle(each).overflowY !== "visible"
    );
    return held?.closest("[role=grid] td") ? held : null;
  };

  const everything = () =>
    [...document.body.querySelectorAll("*")].filter(
      (each) => isShown(each) && !isForEars(each) && !each.closest(CHART),
    );

  // Wider than the window, or beside it, and in nothing that scrolls.
  const outside = () => {
    const wide = document.documentElement.scrollWidth;
    const found = wide > innerWidth ? [`the page is ${wide} wide, the window ${innerWidth}`] : [];
    for (const each of everything()) {
      const { left, right, width } = each.getBoundingClientRect();
      if (width > 0 && (right > innerWidth + 1 || left < -1) && !scroller(each)) {
        found.push(`${name(each)} lies from ${Math.round(left)} to ${Math.round(right)}`);
      }
    }
    return found;
  };

  /** @param {(() => string[])[]} several the probes that are asked at one size of the window */
  const asked = (several) =>
    several.map((each) => {
      clipped = new WeakMap();
      return each();
    });

  // Text that its box cuts off.
  const cut = () => {
    const found = [];
    for (const each of everything()) {
      const style = getComputedStyle(each);
      const hides = (/** @type {string} */ overflow) => /^(hidden|clip)$/.test(overflow);
      if (!hasWords(each) && !/^(button|select)$/.test(each.localName)) continue;
      const acrossCut = hides(style.overflowX) && each.scrollWidth > each.clientWidth + 1;
      const downCut = hides(style.overflowY) && each.scrollHeight > each.clientHeight + 2 &&
        shortened(each) !== each;
      if ((acrossCut || downCut) && !each.getAttribute("title")) {
        found.push(`${name(each)} is cut off`);
      }
    }
    return found;
  };

  /**
   * Where the boxes around an element cut it off at the right, and whether one of them floats over others.
   * @typedef {{ edge: number, floats: boolean }} Frame
   * @returns {(element: Element) => Frame} each found once
   */
  const frames = () => {
    /** @type {Map<Element, Frame>} */
    const known = new Map();
    /** @type {(element: Element) => Frame} */
    const frame = (element) => {
      const before = known.get(element);
      if (before) return before;
      const { overflowX, position } = getComputedStyle(element);
      const above = element.parentElement
        ? frame(element.parentElement)
        : { edge: Infinity, floats: false };
      const right = /^(hidden|clip)$/.test(overflowX)
        ? element.getBoundingClientRect().right
        : Infinity;
      const found = {
        edge: Math.min(above.edge, right),
        floats: above.floats || /fixed|sticky/.test(position),
      };
      known.set(element, found);
      return found;
    };
    return frame;
  };

  // Words printed over other words.
  const overlapping = () => {
    const frame = frames();
    /** @type {{ box: DOMRect, parent: Element, node: Text }[]} */
    const boxes = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = /** @type {Text} */ (walker.currentNode);
      const parent = node.parentElement;
      if (!node.data.trim() || !parent || !isShown(parent) || isForEars(parent)) continue;
      if (parent.closest(`option, script, style, ${CHART}`)) continue;
      const { edge, floats } = frame(parent);
      if (floats) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      // Lines below a shortened text are laid out, and not painted.
      const painted = shortened(parent)?.getBoundingClientRect().bottom ?? Infinity;
      for (const whole of range.getClientRects()) {
        const box = new DOMRect(
          whole.x,
          whole.y,
          Math.min(whole.right, edge) - whole.x,
          whole.height,
        );
        const isPainted = box.top + box.height / 2 < painted;
        if (box.width > 1 && box.height > 1 && isPainted) boxes.push({ box, parent, node });
      }
    }
    boxes.sort((one, other) => one.box.top - other.box.top);
    /** @type {string[]} */
    const found = [];
    boxes.forEach((one, at) => {
      for (let next = at + 1; next < boxes.length; next += 1) {
        const other = boxes[next];
        // Lines of a font may touch: their boxes are higher than their letters.
        if (other.box.top > one.box.bottom - one.box.height * 0.35) break;
        if (other.node === one.node) continue;
        const across = Math.min(one.box.right, other.box.right) -
          Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) -
          Math.max(one.box.top, other.box.top);
        const clipped = scroller(one.parent, "overflowY") !== scroller(other.parent, "overflowY");
        if (across > 3 && down > 0.35 * Math.min(one.box.height, other.box.height) && !clipped) {
          found.push(`${name(one.parent)} and ${name(other.parent)} overlap`);
        }
      }
    });
    return found;
  };

  // No part of an address, which has no place of its own to break at.
  const WORD = /(?<![\p{L}\p{N}/.:_=?&-])[\p{L}\p{M}’']+(?![\p{L}\p{N}/:_=?&]|\.\p{L})/gu;

  // Words that go on in the next line: those with a hyphen, a dash or a slash may, after it. A round's
  // columns are as wide as many of them leave each other, whatever people write into them.
  const broken = () => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const isInLines = () =>
      new Set([...range.getClientRects()].filter(({ width }) => width).map(({ top }) => top)).size >
        1;
    while (walker.nextNode()) {
      const node = /** @type {Text} */ (walker.currentNode);
      const parent = node.parentElement;
      if (!node.data.trim() || !parent || !isShown(parent) || isForEars(parent)) continue;
      if (parent.closest(`option, script, style, textarea, code, .mono, [role=grid], ${CHART}`)) {
        continue;
      }
      range.selectNodeContents(node);
      if (!isInLines()) continue;
      for (const { index, 0: word } of node.data.matchAll(WORD)) {
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        if (isInLines()) found.push(`${name(parent)} breaks “${word}”`);
      }
    }
    return found;
  };

  // Smaller than a finger: 24 by 24, but for links within a text.
  const small = () => {
    const found = [];
    for (const each of document.querySelectorAll(INTERACTIVE)) {
      if (!isShown(each) || isForEars(each)) continue;
      if (each.localName === "a" && getComputedStyle(each).display === "inline") continue;
      const { labels } = /** @type {Partial<HTMLInputElement>} */ (each);
      const boxes = [each, ...(labels ?? [])].slice(0, 2).map((part) =>
        part.getBoundingClientRect()
      );
      const width = Math.max(...boxes.map((box) => box.width));
      const height = Math.max(...boxes.map((box) => box.height));
      if (width < 23.5 || height < 23.5) {
        found.push(`${name(each)} is ${width.toFixed(1)} by ${height.toFixed(1)}`);
      }
    }
    return found;
  };

  // What shines through, from the root to the element: the colour that text stands on.
  /** @param {string} colour */
  const numbers = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);

  /** @param {Element} element */
  const ground = (element) => {
    let found = [255, 255, 255];
    for (const each of upwards(element).reverse()) {
      const [red, green, blue, solid = 1] = numbers(getComputedStyle(each).backgroundColor);
      const own = [red, green, blue];
      found = found.map((before, at) => own[at] * solid + before * (1 - solid));
    }
    return found;
  };

  /** @param {number[]} colour red, green and blue up to 255 */
  const luminance = (colour) => {
    const [red, green, blue] = colour.map((each) => {
      const part = each / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };

  /**
   * @param {number[]} one
   * @param {number[]} other
   */
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };

  // Text that cannot be read on its ground. Colours of the form color(srgb …) go up to one.
  const pale = () => {
    const found = [];
    for (const each of everything()) {
      if (!hasWords(each) || each instanceof SVGElement || each.closest("option")) continue;
      const { color } = getComputedStyle(each);
      const ink = numbers(color).slice(0, 3);
      const measured = color.startsWith("color(") ? ink.map((part) => part * 255) : ink;
      const ratio = contrast(measured, ground(each));
      if (ratio < 4.5) found.push(`${name(each)} has a contrast of ${ratio.toFixed(1)}`);
    }
    return found;
  };

  // On paper: no navigation, nothing that would need scrolling, no dark ground.
  const onPaper = () => {
    const found = outside();
    for (const each of document.querySelectorAll("nav, .side, .top, .skip, .pager, .toast")) {
      if (isShown(each)) found.push(`${name(each)} is printed`);
    }
    for (const each of everything()) {
      const style = getComputedStyle(each);
      // A field is a window on what was typed.
      if (/^(input|textarea|select)$/.test(each.localName)) continue;
      if (style.overflowX !== "visible" && each.scrollWidth > each.clientWidth + 1) {
        found.push(`${name(each)} is cut off on paper`);
      }
      const { width } = each.getBoundingClientRect();
      if (width > 300 && luminance(ground(each)) < 0.3) {
        found.push(`${name(each)} has a dark ground on paper`);
      }
    }
    return [...found, ...pale()];
  };

  // --- By keyboard ------------------------------------------------------------------------------

  /** @param {Element} element */
  const look = (element) => {
    const style = getComputedStyle(element);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow].join();
  };
  /** @type {Map<EventTarget | null, { visible: boolean, size: number }>} */
  let seen = new Map();
  /** @type {Element} */
  let place = document.body;

  /** @param {HTMLElement | SVGElement} element */
  const isInTabOrder = (element) => {
    if (element.matches(":disabled") || element.tabIndex < 0 || !isShown(element)) return false;
    if (!(element instanceof HTMLInputElement)) return true;
    if (element.type !== "radio" || element.checked) return true;
    // Of a group of radio buttons the chosen one, else the first, is in the order.
    /** @type {NodeListOf<HTMLInputElement>} */
    const named = document.querySelectorAll(`input[type=radio][name="${element.name}"]`);
    const group = [...named];
    return group[0] === element && !group.some((each) => each.checked);
  };

  const tabOrder = () => {
    /** @type {NodeListOf<HTMLElement>} */
    const all = place.querySelectorAll(INTERACTIVE);
    return [...all].filter(isInTabOrder);
  };

  /** @param {string} within the selector of the part that is walked through */
  const watchFocus = (within) => {
    const part = document.querySelector(within);
    if (!part) throw new Error(`the page has no ${within}`);
    place = part;
    seen = new Map();
    document.addEventListener("focusin", ({ target }) => {
      if (!(target instanceof Element)) return;
      const style = getComputedStyle(target);
      const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
      // A field may show it around itself, as a search field with its icon does.
      const around = [target.parentElement, target.closest("label"), target.nextElementSibling];
      const nearby = around.some((each) => {
        if (!each) return false;
        const near = getComputedStyle(each);
        return near.outlineStyle !== "none" && parseFloat(near.outlineWidth) >= 1;
      });
      const { width, height } = target.getBoundingClientRect();
      seen.set(target, { visible: outlined || nearby, size: width * height });
    });
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    return tabOrder().length;
  };

  const unreached = () => {
    const found = [];
    for (const each of tabOrder()) {
      const was = seen.get(each);
      if (!was) found.push(`${name(each)} is not reached by Tab`);
      else if (!was.visible) found.push(`${name(each)} does not show its focus: ${look(each)}`);
      else if (was.size < 1) found.push(`${name(each)} is nowhere when focused`);
    }
    return found;
  };

  // Of rows that are alike a dozen show what each of them is.
  const shorten = () => {
    for (const body of document.querySelectorAll("tbody")) {
      for (const row of [...body.rows].slice(12)) row.remove();
    }
    return [];
  };

  /** @type {Record<string, () => string[]>} */
  const geometry = { outside, cut, overlapping, broken, small };
  const measured = () => asked(Object.values(geometry));
  const paper = () => asked([onPaper])[0];
  Object.assign(globalThis, { probes: { measured, paper, shorten, watchFocus, unreached } });
})();
