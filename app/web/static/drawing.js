// Drawings: zoom by buttons, keys or a pinch, and pan by dragging. A drawing lies in a box that scrolls, so arrow keys,
// fingers and the focus move it as they move any other such box; only its size is set here.
const STEP = 1.25;
const MOST = 4; // times the size it was drawn at

for (const frame of document.querySelectorAll(".graph-frame")) {
  const canvas = frame.querySelector(".graph-canvas");
  const drawing = canvas?.querySelector("svg");
  if (drawing) move(frame, canvas, drawing);
}

function move(frame, canvas, drawing) {
  const acts = { in: () => zoom(STEP), out: () => zoom(1 / STEP), fit };
  for (const button of frame.querySelectorAll("[data-zoom]")) {
    button.closest("[hidden]")?.removeAttribute("hidden");
    button.addEventListener("click", acts[button.dataset.zoom]);
  }
  startAtRoot();
  pan();
  canvas.addEventListener("wheel", (event) => {
    // A pinch arrives as a wheel with Ctrl; a wheel alone scrolls.
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(Math.exp(-event.deltaY / 100), event);
  }, { passive: false });

  // What lies at a point stays there; without a point, what lies in the middle.
  function zoom(factor, { clientX, clientY } = middle()) {
    const before = drawing.getBoundingClientRect();
    const width = Math.min(Math.max(before.width * factor, 100), drawing.viewBox.baseVal.width * MOST);
    const share = [(clientX - before.left) / before.width, (clientY - before.top) / before.height];
    size(width);
    const after = drawing.getBoundingClientRect();
    canvas.scrollLeft += after.left + share[0] * after.width - clientX;
    canvas.scrollTop += after.top + share[1] * after.height - clientY;
  }

  // All of it at once, never larger than drawn.
  function fit() {
    const { paddingLeft, paddingRight } = getComputedStyle(canvas);
    size(Math.min(canvas.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight), drawing.viewBox.baseVal.width));
  }

  function size(width) {
    // The page around stays where it is.
    canvas.style.height ||= `${canvas.offsetHeight}px`;
    canvas.classList.add("is-zoomed");
    drawing.style.width = `${width}px`;
  }

  function middle() {
    const box = canvas.getBoundingClientRect();
    return { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 };
  }

  // Wider than the screen, it begins at its root.
  function startAtRoot() {
    const rooted = drawing.querySelector(".is-root");
    if (!rooted || canvas.scrollWidth <= canvas.clientWidth) return;
    const box = rooted.getBoundingClientRect();
    canvas.scrollLeft += box.left + box.width / 2 - middle().clientX;
  }

  function pan() {
    let from;
    canvas.classList.add("is-movable");
    canvas.addEventListener("dragstart", (event) => event.preventDefault());
    canvas.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "mouse" && event.button === 0) from = event;
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!from) return;
      const far = Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) > 4;
      if (far && !canvas.hasPointerCapture(event.pointerId)) canvas.setPointerCapture(event.pointerId);
      if (!canvas.hasPointerCapture(event.pointerId)) return;
      canvas.scrollBy(-event.movementX, -event.movementY);
    });
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { from = undefined; });
  }
}
