/* A long list becomes a box with suggestions (WAI-ARIA combobox with list). Without this, it is a plain select. */

const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss').toLowerCase();

const make = (name, properties, attributes) => {
  const made = Object.assign(document.createElement(name), properties);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(key, value);
  return made;
};

customElements.define(
  'amt-combobox',
  class extends HTMLElement {
    connectedCallback() {
      const select = this.querySelector('select');
      if (select === null || select.disabled || this.box) return;
      const { id } = select;
      select.removeAttribute('id');
      select.parentElement.hidden = true;
      this.list = make(
        'ul',
        { id: `${id}-list`, className: 'amt-combobox__list', hidden: true },
        { role: 'listbox', 'aria-label': select.labels?.[0]?.textContent ?? '' },
      );
      this.box = make(
        'input',
        { id, type: 'text', className: 'amt-input', autocomplete: 'off', value: select.value && select.selectedOptions[0].text },
        {
          role: 'combobox',
          'aria-expanded': 'false',
          'aria-autocomplete': 'list',
          'aria-controls': this.list.id,
          'aria-describedby': select.getAttribute('aria-describedby'),
          'aria-invalid': select.getAttribute('aria-invalid'),
        },
      );
      this.append(this.box, this.list);
      const choose = (option) => {
        this.box.value = option.textContent;
        select.value = option.dataset.value;
        close();
      };
      const mark = (next) => {
        this.list.querySelector('[aria-selected=true]')?.setAttribute('aria-selected', 'false');
        next?.setAttribute('aria-selected', 'true');
        next?.scrollIntoView({ block: 'nearest' });
        this.box.setAttribute('aria-activedescendant', next?.id ?? '');
      };
      const open = () => {
        const wanted = fold(this.box.value.trim());
        const found = [...select.options].filter((option) => option.value && fold(option.text).includes(wanted)).slice(0, 50);
        this.list.replaceChildren(
          ...found.map((option, n) => {
            const item = make(
              'li',
              { id: `${id}-list-${n}`, textContent: option.text },
              { role: 'option', 'aria-selected': 'false', 'data-value': option.value },
            );
            // mousedown, because the box must keep the focus
            item.addEventListener('mousedown', (event) => (event.preventDefault(), choose(item)));
            return item;
          }),
        );
        if (found.length === 0)
          this.list.append(
            make('li', { textContent: this.dataset.none }, { role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false' }),
          );
        this.list.hidden = false;
        this.box.setAttribute('aria-expanded', 'true');
        mark(null);
      };
      const close = () => {
        this.list.hidden = true;
        this.box.setAttribute('aria-expanded', 'false');
        mark(null);
      };
      this.box.addEventListener('input', () => ((select.value = ''), open()));
      this.box.addEventListener('blur', () => {
        const same = [...select.options].find((option) => fold(option.text) === fold(this.box.value.trim()));
        if (same) select.value = same.value;
        else if (!select.value) this.box.value = '';
        close();
      });
      this.box.addEventListener('keydown', (event) => {
        const marked = this.list.querySelector('[aria-selected=true]');
        if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
          event.preventDefault();
          if (this.list.hidden) return open();
          const items = [...this.list.querySelectorAll('[data-value]')];
          mark(items.at((items.indexOf(marked) + (event.key === 'ArrowDown' ? 1 : marked ? -1 : 0)) % items.length));
        } else if (event.key === 'Enter' && marked) (event.preventDefault(), choose(marked));
        else if (event.key === 'Escape' && !this.list.hidden) (event.preventDefault(), close());
      });
    }
  },
);
