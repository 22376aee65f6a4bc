// A wallboard says when nothing has come for a minute, and keeps the screen awake. The browser does it by itself: it must hold when the portal is gone.
(() => {
  const patience = 60000;
  let lock = null;
  const wake = async () => {
    if (lock || !document.querySelector('[data-wall]') || document.visibilityState !== 'visible') return;
    try {
      lock = await navigator.wakeLock?.request('screen') ?? null;
      lock?.addEventListener('release', () => { lock = null; });
    } catch { /* not allowed here: the screen keeps its own time */ }
  };
  setInterval(() => {
    const board = document.querySelector('[data-wall]');
    if (!board) { lock?.release(); return; }
    wake();
    const age = Date.now() - Number(board.dataset.readAt);
    const stale = board.querySelector('[data-wall-stale]');
    if (!stale) return;
    const old = age > patience || document.documentElement.dataset.link !== 'live';
    if (stale.hidden === old) stale.hidden = !old;
    if (old) stale.textContent = `Stale: what you see is ${Math.max(1, Math.round(age / 60000))} min old.`;
  }, 1000);
})();
