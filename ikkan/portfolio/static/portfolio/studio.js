// Studio and workshop beyond plain HTML: the slider and its number say the same, and focus stays
// after a swap: where it was if that is still there, else where the form or link says.
const oku = (million) => (Number(million) / 100).toFixed(1);

document.addEventListener("input", (event) => {
  const slide = event.target.closest("[data-slide]");
  if (!slide) return;
  const said = document.querySelector(`[data-output="${slide.id}"]`);
  if (said) said.textContent = oku(slide.value);
  const typed = document.getElementById(slide.dataset.slide);
  if (typed) typed.value = "";
});

let held = "";

document.addEventListener("htmx:beforeRequest", (event) => {
  held = document.activeElement?.id ?? "";
  event.detail.target.setAttribute("aria-busy", "true");
});

document.addEventListener("htmx:afterSettle", (event) => {
  const wanted = event.detail.requestConfig?.elt?.dataset.focus;
  if (!wanted) return;
  const before = held ? document.getElementById(held) : null;
  const found = before?.checkVisibility() ? before : document.getElementById(wanted);
  if (found) found.focus({ preventScroll: true });
});
