// @ts-check
// Whoever only reads the paper of the workshop chooses its parts by click and key, as who writes it.

import { about, words } from "./inspector.js";
import { begin } from "./paper_now.js";
import { focusNamed, followKeys, noteDrawn } from "./pieces.js";

noteDrawn(document);
begin(words);
followKeys({ open: (piece) => void about(piece), chosen: about, step: () => {} }, words);
focusNamed();
