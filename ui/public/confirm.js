/* A form that is sent once, and says so when the answer takes its time. Without this, the server refuses the second one. */

customElements.define(
  'amt-confirm',
  class extends HTMLElement {
    connectedCallback() {
      this.addEventListener('submit', (event) => this.#send(event));
      // The page may come back from the browser's memory.
      addEventListener('pageshow', (event) => event.persisted && this.#reset());
    }

    #send(event) {
      if (event.defaultPrevented) return;
      const form = event.target;
      if (form.getAttribute('aria-busy') === 'true') return event.preventDefault();
      form.setAttribute('aria-busy', 'true');
      this.timer = setTimeout(() => {
        const status = document.createElement('p');
        status.className = 'amt-busy';
        status.setAttribute('role', 'status');
        form.append(status);
        // Text that comes after its region is there is read aloud.
        requestAnimationFrame(() => (status.textContent = this.dataset.busy ?? ''));
      }, 400);
    }

    #reset() {
      clearTimeout(this.timer);
      this.querySelector('form')?.removeAttribute('aria-busy');
      this.querySelector('.amt-busy')?.remove();
    }
  },
);
