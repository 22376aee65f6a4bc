// What a long list needs from the browser: where the person is, and how wide a column was drawn.
export function attach(scroller, list) {
  let told = '', waiting = false;
  const rowHeight = () => scroller.querySelector('tr[data-key]')?.offsetHeight || 34;
  const tell = () => {
    waiting = false;
    const height = rowHeight();
    const head = scroller.querySelector('thead')?.offsetHeight ?? 0;
    const first = Math.floor(scroller.scrollTop / height);
    const count = Math.ceil((scroller.clientHeight - head) / height);
    // Told in steps: the server keeps some rows more than are seen on both sides.
    const now = `${Math.floor(first / 6)}/${count}/${height}/${first === 0}`;
    if (now === told) return;
    told = now;
    list.invokeMethodAsync('Looked', first, count, height).catch(() => {});
  };
  const soon = () => { if (!waiting) { waiting = true; requestAnimationFrame(tell); } };
  scroller.addEventListener('scroll', soon, { passive: true });
  const sizes = new ResizeObserver(soon);
  sizes.observe(scroller);
  soon();

  const drag = press => {
    const grip = press.target.closest('[data-grip]');
    if (!grip) return;
    press.preventDefault();
    const head = grip.closest('th'), column = grip.dataset.grip;
    const from = press.clientX, wide = head.offsetWidth;
    const part = scroller.querySelector(`col[data-column="${column}"]`);
    const width = at => Math.max(44, Math.round(wide + at - from));
    const move = at => { if (part) part.style.width = `${width(at.clientX)}px`; };
    const drop = at => {
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', drop);
      list.invokeMethodAsync('Drawn', column, width(at.clientX)).catch(() => {});
    };
    addEventListener('pointermove', move);
    addEventListener('pointerup', drop);
  };
  scroller.addEventListener('pointerdown', drag);

  return {
    reveal(index) {
      const height = rowHeight(), head = scroller.querySelector('thead')?.offsetHeight ?? 0;
      const top = index * height, seen = scroller.clientHeight - head;
      if (top < scroller.scrollTop) scroller.scrollTop = top;
      else if (top + height > scroller.scrollTop + seen) scroller.scrollTop = top + height - seen + 4;
    },
    top() { scroller.scrollTop = 0; told = ''; soon(); },
    detach() { sizes.disconnect(); scroller.removeEventListener('scroll', soon); scroller.removeEventListener('pointerdown', drag); },
  };
}
