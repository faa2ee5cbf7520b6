/* A form whose controls depend on each other: a change of one draws the others anew. Without this, the form takes what is typed. */

customElements.define(
  'amt-refresh',
  class extends HTMLElement {
    connectedCallback() {
      const names = (this.dataset.names ?? '').split(' ');
      this.addEventListener('change', ({ target }) => {
        if (target.localName !== 'select' || !names.some((end) => target.name.endsWith(end))) return;
        const { form, id } = target;
        // after the page is drawn anew, the focus stays where it was
        sessionStorage.setItem('amt-focus', id);
        form.requestSubmit(form.querySelector('button[value=show]'));
      });
      const id = sessionStorage.getItem('amt-focus');
      sessionStorage.removeItem('amt-focus');
      if (id) document.getElementById(id)?.focus();
    }
  },
);
