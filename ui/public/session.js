/* Warns two minutes before the session ends. Without this, the server keeps the answers and asks to sign in again. */

const warning = 120;

customElements.define(
  'amt-session',
  class extends HTMLElement {
    connectedCallback() {
      const dialog = this.querySelector('dialog');
      const form = this.querySelector('form');
      if (dialog === null || form === null) return;
      const start = () => {
        clearTimeout(this.timer);
        const wait = Math.max(0, Number(this.dataset.seconds) - warning) * 1000;
        this.timer = setTimeout(() => dialog.showModal(), Math.min(wait, 2 ** 31 - 1));
      };
      form.addEventListener('submit', async (event) => {
        event.preventDefault();
        const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) }).catch(() => undefined);
        if (!answer?.ok) return form.submit();
        dialog.close();
        start();
      });
      start();
    }

    disconnectedCallback() {
      clearTimeout(this.timer);
    }
  },
);
