/* Parts of the page follow what is typed into a form, before it is saved. Without this, they follow once it is saved. */

const pauseMs = 300;

customElements.define(
  'amt-live',
  class extends HTMLElement {
    connectedCallback() {
      // forms of a single button stand beside it
      const form = this.querySelector('form:not(.amt-form--inline)');
      if (!form) return;
      let waiting;
      let restUntil = 0;
      const ask = () => {
        this.request?.abort();
        if (!this.isConnected) return;
        const request = (this.request = new XMLHttpRequest());
        request.open('POST', this.dataset.href);
        request.responseType = 'document';
        request.addEventListener('load', () => {
          // too many at once: what is saved is drawn anyway
          if (request.status === 429) restUntil = Date.now() + 10_000;
          if (request.status === 200 && request.response) this.#show(request.response);
        });
        request.send(new URLSearchParams(new FormData(form)));
      };
      const later = () => {
        // an answer to what was typed before must not undo what is typed now
        this.request?.abort();
        clearTimeout(waiting);
        waiting = setTimeout(ask, Math.max(pauseMs, restUntil - Date.now()));
      };
      let unsaved = false;
      for (const event of ['input', 'change']) form.addEventListener(event, () => ((unsaved = true), later()));
      // what was typed is on its way to be saved
      form.addEventListener('submit', () => ((unsaved = false), clearTimeout(waiting), this.request?.abort()));
      // somebody who goes on without saving is asked by the browser
      this.stay = (event) => unsaved && event.preventDefault();
      addEventListener('beforeunload', this.stay);
    }

    disconnectedCallback() {
      this.request?.abort();
      removeEventListener('beforeunload', this.stay);
    }

    /** Each part goes into the element of its id; what did not change stays, so that nothing is read out twice and nothing jumps. */
    #show(answer) {
      for (const part of answer.querySelectorAll('body > [id]')) {
        const here = document.getElementById(part.id);
        if (!here || here.innerHTML === part.innerHTML || here.contains(document.activeElement)) continue;
        const { scrollTop, scrollLeft } = here;
        here.replaceChildren(...document.adoptNode(part).childNodes);
        here.scrollTop = scrollTop;
        here.scrollLeft = scrollLeft;
      }
    }
  },
);
