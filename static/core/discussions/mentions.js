// @ts-check
// On a page with a form in which people may be mentioned.

import { offerNamesIn } from "./names.js";

offerNamesIn(document);
