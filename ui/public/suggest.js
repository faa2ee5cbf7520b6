/* Services while one types (WAI-ARIA combobox with list). Choosing one searches for it. Without this, the search field is a plain one. */

const pauseMs = 150;

customElements.define(
  'amt-suggest',
  class extends HTMLElement {
    connectedCallback() {
      const box = this.querySelector('input');
      if (box === null || this.list) return;
      this.list = Object.assign(document.createElement('ul'), { id: `${box.id}-list`, className: 'amt-combobox__list', hidden: true });
      this.list.setAttribute('role', 'listbox');
      this.list.setAttribute('aria-label', this.dataset.label);
      this.append(this.list);
      // a search field of its own kind may not be a combobox (ARIA in HTML)
      box.type = 'text';
      box.enterKeyHint = 'search';
      for (const [name, value] of Object.entries({
        role: 'combobox',
        'aria-expanded': 'false',
        'aria-autocomplete': 'list',
        'aria-controls': this.list.id,
      }))
        box.setAttribute(name, value);

      const mark = (next) => {
        this.list.querySelector('[aria-selected=true]')?.setAttribute('aria-selected', 'false');
        next?.setAttribute('aria-selected', 'true');
        next?.scrollIntoView({ block: 'nearest' });
        if (next) box.setAttribute('aria-activedescendant', next.id);
        else box.removeAttribute('aria-activedescendant');
      };
      const close = () => {
        this.list.hidden = true;
        box.setAttribute('aria-expanded', 'false');
        mark(null);
      };
      const choose = (item) => {
        box.value = item.textContent;
        close();
        box.form.requestSubmit();
      };
      const show = (names) => {
        this.list.replaceChildren(
          ...names.map((name, n) => {
            const item = Object.assign(document.createElement('li'), { id: `${this.list.id}-${n}`, textContent: name });
            item.setAttribute('role', 'option');
            item.setAttribute('aria-selected', 'false');
            // mousedown, because the box must keep the focus
            item.addEventListener('mousedown', (event) => (event.preventDefault(), choose(item)));
            return item;
          }),
        );
        if (names.length === 0) return close();
        mark(null);
        this.list.hidden = false;
        box.setAttribute('aria-expanded', 'true');
      };

      let asked = 0;
      let waiting;
      const ask = async () => {
        const number = ++asked;
        const typed = box.value.trim();
        if (typed.length < 2) return show([]);
        try {
          const answer = await fetch(`${this.dataset.href}&q=${encodeURIComponent(typed.slice(0, 100))}`);
          const { suggestions } = answer.ok ? await answer.json() : { suggestions: [] };
          // answers may come in another order than they were asked for
          if (number === asked && document.activeElement === box) show(suggestions.map(({ name }) => name));
        } catch {
          // without net there are no suggestions
        }
      };
      box.addEventListener('input', () => {
        clearTimeout(waiting);
        waiting = setTimeout(ask, pauseMs);
      });
      box.addEventListener('blur', () => (asked++, clearTimeout(waiting), close()));
      box.addEventListener('keydown', (event) => {
        const items = [...this.list.children];
        const marked = this.list.querySelector('[aria-selected=true]');
        if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && items.length > 0) {
          event.preventDefault();
          if (this.list.hidden) show(items.map((item) => item.textContent));
          const at = [...this.list.children].indexOf(marked);
          mark(this.list.children[(at + (event.key === 'ArrowDown' ? 1 : at < 0 ? 0 : -1) + items.length) % items.length]);
        } else if (event.key === 'Enter' && marked && !this.list.hidden) (event.preventDefault(), choose(marked));
        else if (event.key === 'Escape' && !this.list.hidden) (event.preventDefault(), close());
      });
    }
  },
);
