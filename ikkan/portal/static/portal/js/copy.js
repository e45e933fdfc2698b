// "Copy citation" and "Print": the buttons stay hidden where no script runs; the text can be selected.

function reveal(root) {
  for (const button of root.querySelectorAll("[data-copy], [data-print]")) button.hidden = false;
}

async function copy(button) {
  const block = document.getElementById(button.dataset.copy);
  const said = button.parentElement.querySelector("[data-copy-said]");
  try {
    await navigator.clipboard.writeText(block.textContent);
    if (said) said.textContent = button.dataset.copied;
  } catch {
    block.hidden = false;
    window.getSelection().selectAllChildren(block);
  }
}

reveal(document);
document.addEventListener("card:open", (event) => reveal(event.target));
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
  else if (event.target.closest("[data-print]")) window.print();
});
