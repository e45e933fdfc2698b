// Single keys: / for the search box, g and a letter for a station, [ and ] for the neighbours on a record's line, ? for the list.
const TYPING = "input, select, textarea, [contenteditable], dialog";

if (document.documentElement.dataset.keys !== "off") {
  let waiting = false;

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPING)) return;
    if (waiting) {
      waiting = false;
      follow(document.querySelector(`#keys [data-key="${CSS.escape(event.key)}"]`));
    } else if (event.key === "g") {
      waiting = true;
      setTimeout(() => { waiting = false; }, 1500);
    } else if (event.key === "[" || event.key === "]") {
      follow(neighbour(event.key === "[" ? -1 : 1));
    } else if (event.key === "/") {
      const box = document.querySelector('[data-key-search="page"]') ?? document.querySelector("[data-key-search]");
      if (box) {
        event.preventDefault();
        box.focus();
        box.select();
      }
    } else if (event.key === "?") {
      document.getElementById("keys")?.showModal();
    }
  });
}

function follow(link) {
  if (link) window.location.href = link.href;
}

function neighbour(step) {
  const stations = [...document.querySelectorAll(".line-record .stations > li")];
  for (let at = stations.findIndex((item) => item.classList.contains("is-here")) + step; at >= 0 && at < stations.length; at += step) {
    const link = stations[at].querySelector("a");
    if (link) return link;
  }
  return null;
}
