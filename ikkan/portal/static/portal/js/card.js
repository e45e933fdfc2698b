// The popover of a printed number: opens from its link, Esc closes it and gives the focus back.
// Without this module the link leads to the page of the figure.

let opener = null;

const dialog = document.createElement("dialog");
dialog.className = "card-dialog";
dialog.id = "card";
dialog.setAttribute("aria-labelledby", "card-title");
document.body.append(dialog);

function place(link) {
  const box = link.getBoundingClientRect();
  const width = dialog.offsetWidth;
  const room = document.documentElement.clientWidth - width - 8;
  const left = Math.max(8, Math.min(box.left + box.width / 2 - width / 2, room));
  dialog.style.setProperty("left", `${left + window.scrollX}px`);
  dialog.style.setProperty("top", `${box.bottom + window.scrollY + 12}px`);
  const arrow = Math.max(16, Math.min(box.left + box.width / 2 - left, width - 16));
  dialog.style.setProperty("--arrow", `${arrow}px`);
}

function close({ focus = true } = {}) {
  if (!dialog.open) return;
  dialog.close();
  opener?.setAttribute("aria-expanded", "false");
  if (focus) opener?.focus();
  opener = null;
}

async function open(link) {
  close({ focus: false });
  try {
    const answer = await fetch(link.dataset.card, { headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) throw new Error(String(answer.status));
    dialog.innerHTML = await answer.text();
  } catch {
    window.location.assign(link.href);
    return;
  }
  opener = link;
  link.setAttribute("aria-expanded", "true");
  dialog.show();
  place(link);
  dialog.querySelector("#card-title").focus({ preventScroll: true });
  dialog.scrollIntoView({ block: "nearest" });
  dialog.dispatchEvent(new CustomEvent("card:open", { bubbles: true }));
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) {
    close();
    return;
  }
  const link = event.target.closest("a[data-card]");
  const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (link && event.button === 0 && !modified) {
    event.preventDefault();
    if (link === opener) close();
    else open(link);
  } else if (dialog.open && !dialog.contains(event.target)) {
    close({ focus: false });
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && dialog.open) {
    event.preventDefault();
    close();
  }
});

window.addEventListener("resize", () => opener && place(opener));
