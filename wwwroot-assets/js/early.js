// Runs before the first paint: tells the server the browser's zone for the next page, and honours a wish for more contrast.
(() => {
  const root = document.documentElement;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
  document.cookie = `opsportal.zone=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;
  const follow = () => {
    if (root.dataset.asked) return;
    if (matchMedia('(prefers-contrast: more)').matches) root.dataset.theme = 'contrast';
    else delete root.dataset.theme;
  };
  if (root.dataset.theme) root.dataset.asked = '1';
  follow();
  window.opsTheme = name => {
    const asked = name !== 'system';
    if (asked) { root.dataset.asked = '1'; root.dataset.theme = name; } else { delete root.dataset.asked; follow(); }
    document.cookie = `opsportal.theme=${name}; path=/; max-age=${asked ? 31536000 : 0}; samesite=lax`;
  };
  window.opsZone = () => zone;
})();
