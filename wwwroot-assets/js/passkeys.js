// Passkeys: asks the browser to make or to use one, and brings what it says to the portal.
(() => {
  const said = {
    unsupported: { code: 'passkey.unsupported', message: 'This browser cannot use passkeys here. They need a secure connection (https) or localhost.' },
    stopped: { code: 'passkey.stopped', message: 'No passkey was used: it was stopped, took too long, or there is none for this account here.' },
    there: { code: 'passkey.already-there', message: 'This device already has a passkey for this account.' },
    unreachable: { code: 'passkey.unreachable', message: 'The portal did not answer. Try again.' },
  };

  const post = async (address, body) => {
    let answer;
    try {
      answer = await fetch(address, {
        method: 'POST', cache: 'no-store', credentials: 'same-origin', body: JSON.stringify(body ?? {}),
        headers: { 'Content-Type': 'application/json', 'Accept': 'application/json', 'X-Requested-With': 'passkeys' },
      });
    } catch { throw said.unreachable; }
    const read = await answer.json().catch(() => ({}));
    if (!answer.ok) throw { code: read.code ?? 'passkey.failed', message: read.detail ?? said.unreachable.message };
    return read;
  };

  const told = fault => fault.message && fault.code && typeof fault.code === 'string' ? fault
    : fault.name === 'InvalidStateError' ? said.there
    : fault.name === 'SecurityError' || fault.name === 'NotSupportedError' ? said.unsupported : said.stopped;

  const supported = () => !!window.PublicKeyCredential?.parseRequestOptionsFromJSON;

  const use = async address => {
    if (!supported()) throw said.unsupported;
    const { ceremony, options } = await post(address);
    const credential = await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    return { ceremony, credential: credential.toJSON() };
  };

  window.opsPasskeys = {
    // Answers { id } of the step-up, or { code, message }.
    stepUp: async () => {
      try { return { id: (await post('/api/v1/step-ups', { passkey: await use('/api/v1/step-ups/passkey-options') })).id }; }
      catch (fault) { return told(fault); }
    },
    // Answers {} where it was added, or { code, message }.
    add: async (stepUp, name) => {
      try {
        if (!supported()) throw said.unsupported;
        const { ceremony, options } = await post('/api/v1/passkeys/options', { stepUp });
        const credential = await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
        await post('/api/v1/passkeys', { stepUp, name, answer: { ceremony, credential: credential.toJSON() } });
        return {};
      } catch (fault) { return told(fault); }
    },
  };

  // The sign-in page: <button data-passkey-sign-in hidden> is shown where the browser can; <p data-passkey-said hidden> says what went wrong.
  // The document listens, not the button: whatever is drawn anew later works as well.
  const offer = () => document.querySelectorAll('[data-passkey-sign-in]').forEach(button => { button.hidden = false; });
  const signIn = async button => {
    const line = document.querySelector('[data-passkey-said]');
    line.hidden = true;
    button.disabled = true;
    try {
      const answer = await use('/sign-in/passkey/options');
      location.assign((await post('/sign-in/passkey', { answer, return: button.dataset.return || null })).to);
    } catch (fault) {
      line.textContent = told(fault).message;
      line.hidden = false;
      button.disabled = false;
      button.focus();
    }
  };
  if (!supported()) return;
  document.addEventListener('click', clicked => {
    const button = clicked.target.closest?.('[data-passkey-sign-in]');
    if (button) signIn(button);
  });
  offer();
  window.Blazor?.addEventListener?.('enhancedload', offer);
})();
