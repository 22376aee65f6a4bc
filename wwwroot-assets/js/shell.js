// The little script there is: start and reconnect, drafts, menus.
(() => {
  const root = document.documentElement;

  // ---- connection ---------------------------------------------------------------------------------------------
  let staleTimer = 0;
  const link = state => {
    clearTimeout(staleTimer);
    root.dataset.link = state;
    if (state === 'reconnecting') staleTimer = setTimeout(() => { root.dataset.link = 'stale'; }, 8000);
    const said = document.getElementById('link-said');
    if (said) said.textContent = { live: 'Connected again.', reconnecting: 'Connection lost, reconnecting.' }[state] ?? '';
  };

  // A restarted server does not know this page: load it anew as soon as something answers. The URL and the drafts are kept.
  const comeBack = async () => {
    link('reconnecting');
    for (;;) {
      try {
        const answer = await fetch('/health/live', { cache: 'no-store' });
        if (answer.ok) { location.reload(); return; }
      } catch { /* not there yet: asked again below */ }
      await new Promise(later => setTimeout(later, 1000));
    }
  };

  document.getElementById('components-reconnect-modal')?.addEventListener('components-reconnect-state-changed', change => {
    const state = change.detail.state;
    if (state === 'show' || state === 'retrying') { if (root.dataset.link === 'live') link('reconnecting'); }
    else if (state === 'hide') link('live');
    else if (state === 'failed' || state === 'rejected' || state === 'resume-failed') comeBack();
  });

  root.dataset.link = 'live';
  window.Blazor?.start({
    circuit: { reconnectionOptions: { maxRetries: 100000, retryIntervalMilliseconds: attempt => Math.min(250 * 2 ** Math.min(attempt, 4), 3000) } },
  });
  addEventListener('offline', () => link('reconnecting'));
  addEventListener('online', () => { if (root.dataset.link !== 'live') window.Blazor?.reconnect?.(); });

  // ---- drafts: <textarea data-draft="name"> outlives reconnect, restart and the end of a session ----------------
  const draftOf = field => `draft:${field.dataset.draft}`;
  document.addEventListener('input', typed => {
    if (!typed.target.dataset?.draft) return;
    if (typed.target.value) sessionStorage.setItem(draftOf(typed.target), typed.target.value);
    else sessionStorage.removeItem(draftOf(typed.target));
  });
  const restore = field => {
    const kept = sessionStorage.getItem(draftOf(field));
    if (!kept || field.value) return;
    field.value = kept;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  };
  new MutationObserver(changes => {
    for (const change of changes)
      for (const node of change.addedNodes)
        if (node.nodeType === 1) {
          if (node.matches('[data-draft]')) restore(node);
          node.querySelectorAll?.('[data-draft]').forEach(restore);
        }
  }).observe(document.body, { childList: true, subtree: true });
  window.opsSignOut = () => document.querySelector('form[action="/sign-out"]')?.requestSubmit();
  window.opsDraftDone = name => sessionStorage.removeItem(`draft:${name}`);

  // ---- menus made of <details>: close when the person goes elsewhere --------------------------------------------
  document.addEventListener('click', click => {
    document.querySelectorAll('details.op-drop[open]').forEach(menu => { if (!menu.contains(click.target) || click.target.closest('[data-closes]')) menu.open = false; });
  });
})();
