// The text box: says that it is reading, and draws what was found.
const form = document.querySelector("form.textbox");
form.addEventListener("submit", () => { form.querySelector(".wait").hidden = false; });

const element = document.getElementById("network");
if (element) {
  const { Drawing, gather } = await import("./drawing.js");
  const data = JSON.parse(element.dataset.network);
  const { pairs } = gather(data.actors, data.ties);
  if (pairs.length) {
    await document.fonts.load('600 14px "Plex"', "قطر").catch(() => {});
    try { new Drawing(element).show(data.actors, pairs); } catch { element.hidden = true; }
  } else element.closest("section").hidden = true;
}
