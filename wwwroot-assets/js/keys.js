// Keys. One is answered before the next is looked at, so each meets the page that the key before it has made: a slow server
// delays keys, and neither loses nor misdirects one. What is typed ahead of a dialog is kept for the dialog.
(() => {
  let known = new Set(), openers = new Set(), receiver = null;
  window.opsKeys = (all, opening, listener) => { known = new Set(all); openers = new Set(opening); receiver = listener; };

  const nameOf = press => {
    let name = press.key.length === 1 ? press.key.toLowerCase() : press.key;
    if (press.shiftKey && /^[a-z]$/.test(name)) name = `shift+${name}`;
    return press.ctrlKey || press.metaKey ? `ctrl+${name}` : name;
  };
  const typing = target => target?.closest?.('input:not([type=checkbox]), textarea, select, [contenteditable=true]');
  const dialog = () => [...document.querySelectorAll('.mud-dialog-container, dialog[open]')].at(-1);
  const menu = () => document.querySelector('details.op-drop[open]');
  const nowhere = target => target === document.body || target === document.documentElement;

  // ---- focus: in a dialog from the moment it is there, and back where it came from afterwards ---------------------
  const met = new WeakSet();
  let before = null;
  const stops = root => [...root.querySelectorAll('a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex="0"]')]
    .filter(stop => stop.tabIndex >= 0 && stop.offsetParent && !stop.closest('[aria-hidden=true]'));
  const enter = open => {
    const content = open.querySelector('.mud-dialog-content');
    const first = (content && stops(content)[0]) ?? stops(open.querySelector('.mud-dialog') ?? open)[0];
    if (!first) return;
    if (!open.contains(document.activeElement)) before ??= document.activeElement;
    met.add(open);
    first.focus();
  };
  new MutationObserver(() => {
    const open = dialog();
    if (open && !met.has(open)) enter(open);
    if (open && met.has(open)) { shown = true; next(); }
    if (open || !before) return;
    if (nowhere(document.activeElement) && before.isConnected) before.focus({ preventScroll: true });
    before = null;
  }).observe(document.body, { childList: true, subtree: true });

  // ---- one after the other ----------------------------------------------------------------------------------------
  const ahead = [];
  let asked = null, shown = false, settling = false, turn = 0, heard = 0;
  const tell = (method, ...told) => Promise.resolve().then(() => receiver?.invokeMethodAsync(method, ...told)).catch(() => {});

  // To the server, as a key of the page.
  const forward = name => {
    const mine = ++turn;
    [asked, shown] = [name, false];
    tell('Pressed', name).then(() => { if (mine === turn) { asked = null; next(); } });
  };
  // What was pressed in a dialog may close it: what comes after waits until the server has heard.
  const settle = () => {
    const mine = ++heard;
    settling = true;
    setTimeout(() => tell('Heard').then(() => { if (mine === heard) { settling = false; next(); } }), 0);
  };
  const next = () => {
    while (ahead.length && !settling) {
      const open = dialog();
      if (open && !met.has(open)) return;
      if (open || !asked && typing(document.activeElement) && nameOf(ahead[0]) !== 'ctrl+k') { hand(ahead.shift(), open); settle(); }
      else if (asked) return;
      else page(ahead.shift());
    }
  };
  const page = press => {
    const name = nameOf(press);
    if (name === '/') seek();
    else if (known.has(name)) forward(name);
  };
  const seek = () => {
    const search = document.querySelector('[data-search]');
    search?.focus();
    search?.select();
    return search;
  };

  // A key that was kept, given to what has the focus now, as the browser would have.
  const hand = (press, open) => {
    if (open && !open.contains(document.activeElement)) enter(open);
    const { key, code, ctrlKey, metaKey, shiftKey } = press;
    const at = document.activeElement;
    const again = new KeyboardEvent('keydown', { key, code, ctrlKey, metaKey, shiftKey, bubbles: true, cancelable: true });
    handed.add(again);
    if (!at.dispatchEvent(again) || ctrlKey || metaKey) return;
    const field = typing(at);
    if (key === 'Tab') { const all = stops(open ?? document.body); all[(all.indexOf(at) + (shiftKey ? all.length - 1 : 1)) % all.length]?.focus(); }
    else if ((key === 'Enter' || key === ' ') && at.matches('button, a, summary, input[type=checkbox]')) at.click();
    else if (key === 'Enter' && at.matches('input') && at.form) at.form.requestSubmit();
    else if (field?.setRangeText && (key.length === 1 || key === 'Enter' && field.matches('textarea') || key === 'Backspace')) write(field, key);
  };
  const handed = new WeakSet();
  const write = (field, key) => {
    const from = field.selectionStart ?? field.value.length, to = field.selectionEnd ?? from;
    if (key === 'Backspace') field.setRangeText('', from === to ? Math.max(0, from - 1) : from, to, 'end');
    else field.setRangeText(key === 'Enter' ? '\n' : key, from, to, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  };

  const keep = press => { press.preventDefault(); press.stopPropagation(); ahead.push(press); next(); };
  const closes = press => press.key === 'Escape' || press.key === 'Enter' && (press.ctrlKey || press.metaKey || !press.target.matches('textarea')) || /^[0-9]$/.test(press.key) && !typing(press.target);
  document.addEventListener('keydown', press => {
    if (handed.has(press) || press.altKey || press.isComposing || ['Shift', 'Control', 'Meta', 'CapsLock', 'AltGraph'].includes(press.key)) return;
    const name = nameOf(press), open = dialog(), typed = typing(press.target);
    if (ahead.length || settling) { keep(press); return; }
    if (open) {
      if (name === 'ctrl+k') press.preventDefault();
      else if (nowhere(press.target) || press.key === 'Enter' && press.target.matches('button')) keep(press);
      else if (closes(press)) settle();
      return;
    }
    if (typed?.matches('[data-search]') && (name === 'Escape' || name === 'Enter')) { press.preventDefault(); typed.blur(); return; }
    const dropped = menu();
    if (name === 'Escape' && dropped) { dropped.open = false; dropped.querySelector('summary')?.focus(); return; }
    if (name === 'ctrl+k' && known.has(name)) { keep(press); return; }
    // A dialog has been asked for and is not there yet: whatever is pressed now is meant for it.
    if (asked && openers.has(asked) && !shown) { if (!press.repeat) keep(press); else press.preventDefault(); return; }
    if (typed || dropped) return;
    if (name === '/' && !asked) { if (seek()) press.preventDefault(); return; }
    if (!known.has(name) && name !== '/') return;
    if ((name === 'Enter' || name === ' ') && press.target.closest?.('a, button, summary, input')) return;
    keep(press);
  }, true);

  // What was asked before the connection was lost is not answered any more, and what was typed since saw an old page.
  document.getElementById('components-reconnect-modal')?.addEventListener('components-reconnect-state-changed', change => {
    if (change.detail.state !== 'hide') return;
    turn++;
    heard++;
    ahead.length = 0;
    [asked, settling] = [null, false];
  });
})();
