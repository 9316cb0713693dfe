// @ts-check
// A page that was asked for to be printed: the browser's own window for it opens once all is there.

addEventListener("load", () => print(), { once: true });
