// Passkeys: asks the server for options, the authenticator for a credential, and sends the form that waits for it.
const supported = typeof PublicKeyCredential === 'function' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;

async function optionsFrom(address) {
  const answer = await fetch(address, { method: 'POST', headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(`options: ${answer.status}`);
  return answer.json();
}

async function create() {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(await optionsFrom('/api/identity/passkeys/registration-options'));
  return navigator.credentials.create({ publicKey });
}

async function get() {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await optionsFrom('/api/identity/passkeys/sign-in-options'));
  return navigator.credentials.get({ publicKey });
}

function offer(part, ask) {
  const form = part?.querySelector('form');
  const field = form?.querySelector('input[name="credential"]');
  if (!form || !field) return;
  part.hidden = false;
  form.addEventListener('submit', async (event) => {
    // without a name the server says what is missing; no passkey is made for nothing
    if (field.value !== '' || form.querySelector('input[name="label"]')?.value.trim() === '') return;
    event.preventDefault();
    // an empty credential is sent when the person cancels: the server then says so in words
    field.value = JSON.stringify((await ask().catch(() => null))?.toJSON() ?? {});
    form.submit();
  });
}

if (supported) {
  offer(document.getElementById('passkey-sign-in'), get);
  offer(document.getElementById('passkey-register'), create);
  document.getElementById('passkey-needs-script')?.remove();
}
