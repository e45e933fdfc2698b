// What a page does beyond its plain HTML: cards of figures, copying, keys. Every part has a page without it.
import "./card.js";
import "./copy.js";
import "./keys.js";
