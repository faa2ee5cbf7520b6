/* Shows what was chosen and how far the upload is. Without this, the form is posted as any other. */

customElements.define(
  'amt-upload',
  class extends HTMLElement {
    connectedCallback() {
      const input = this.querySelector('input[type=file]');
      const form = input?.form;
      if (!form) return;
      for (const [event, over] of [
        ['dragover', true],
        ['dragleave', false],
        ['drop', false],
      ]) {
        this.addEventListener(event, () => this.classList.toggle('amt-file--over', over));
      }
      form.addEventListener('submit', (event) => {
        // A button that removes a file or leaves the page sends itself, not the files.
        if (event.defaultPrevented || event.submitter?.formNoValidate || input.files.length === 0) return;
        event.preventDefault();
        this.#send(form, event.submitter);
      });
    }

    #send(form, submitter) {
      const bar = document.createElement('progress');
      bar.className = 'amt-progress__bar';
      bar.max = 1;
      bar.setAttribute('aria-label', this.dataset.progress ?? '');
      this.append(bar);
      const request = new XMLHttpRequest();
      request.open('POST', submitter?.getAttribute('formaction') ?? form.action);
      request.responseType = 'document';
      request.upload.addEventListener('progress', (event) => event.lengthComputable && (bar.value = event.loaded / event.total));
      request.addEventListener('load', () => this.#show(request, form));
      request.addEventListener('error', () => form.submit());
      request.send(new FormData(form, submitter));
    }

    /** The answer is the next page, or this one with its errors: it takes the place of this one, with its address. */
    #show(request, form) {
      const next = request.response;
      if (next === null) return form.submit();
      if (request.responseURL !== location.href) history.pushState(null, '', request.responseURL);
      addEventListener('popstate', () => location.reload(), { once: true });
      document.title = next.title;
      // the layout is named there
      document.documentElement.className = next.documentElement.className;
      document.body.replaceWith(document.adoptNode(next.body));
      scrollTo(0, 0);
      (document.getElementById('error-summary') ?? document.getElementById('content'))?.focus();
    }
  },
);
