/* Streets and house numbers are suggested while an address is typed; what follows is filled in. Without this, the boxes are plain. */

const make = (name, properties, attributes) => {
  const made = Object.assign(document.createElement(name), properties);
  for (const key in attributes) made.setAttribute(key, attributes[key]);
  return made;
};
const get = async (path, query) => {
  const answer = await fetch(`${path}?${new URLSearchParams(query)}`).catch(() => null);
  return answer?.ok ? answer.json() : {};
};
const plain = (text) => text.replace(/\s/g, '').toLowerCase();
const only = ({ postalCodes }) => (postalCodes.length === 1 ? postalCodes[0] : '');

/** A box becomes a combobox with a list (WAI-ARIA): `find` asks, `words` names, `choose` takes an entry. */
const suggest = (box, label, tell, find, words, choose) => {
  const id = `${box.id}-list`;
  const list = make('ul', { id, className: 'amt-combobox__list', hidden: true }, { role: 'listbox', 'aria-label': label });
  box.after(list);
  for (const [key, value] of [
    ['role', 'combobox'],
    ['aria-autocomplete', 'list'],
    ['aria-controls', id],
  ])
    box.setAttribute(key, value);
  let asked = 0;
  let timer;
  const mark = (item) => {
    for (const other of list.children) other.ariaSelected = other === item;
    item?.scrollIntoView({ block: 'nearest' });
    box.setAttribute('aria-activedescendant', item?.id ?? '');
  };
  const show = (items) => {
    list.replaceChildren(...items);
    list.hidden = !items.length;
    box.ariaExpanded = !list.hidden;
    tell(!list.hidden);
    mark();
  };
  const close = () => (asked++, clearTimeout(timer), show([]));
  const open = async () => {
    const mine = ++asked;
    const found = await find();
    if (mine !== asked || document.activeElement !== box) return;
    show(
      found.map((one, at) => {
        const item = make('li', { id: `${id}-${at}`, textContent: words(one) }, { role: 'option' });
        // mousedown, because the box must keep the focus
        item.onmousedown = (event) => (event.preventDefault(), choose(one), close());
        return item;
      }),
    );
  };
  close();
  box.addEventListener('blur', close);
  box.addEventListener('input', () => (clearTimeout(timer), (timer = setTimeout(open, 120))));
  box.addEventListener('keydown', (event) => {
    const items = [...list.children];
    const at = items.findIndex((item) => item.ariaSelected === 'true');
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.hidden) open();
    else if (step) mark(items.at((Math.max(at, step < 0 ? 0 : -1) + step) % items.length));
    else if (event.key === 'Enter' && at >= 0) items[at].onmousedown(event);
    else if (event.key === 'Escape' && !list.hidden) close();
    else return;
    event.preventDefault();
  });
};

customElements.define(
  'amt-address',
  class extends HTMLElement {
    connectedCallback() {
      const box = (part) => this.querySelector(`input[name$=".${part}"]`);
      const [street, number, code, city] = ['street', 'houseNumber', 'postalCode', 'city'].map(box);
      if (!city || street.role) return;
      const { streets, numbers, list, some } = this.dataset;
      const status = make('p', { className: 'amt-hidden' }, { role: 'status' });
      this.append(status);
      const tell = (open) => (status.textContent = open ? some : '');
      // what was filled in here may be replaced; what the person wrote only when a suggestion is chosen
      const ours = new Map();
      const fill = (one, value, chosen) => {
        if (chosen || !one.value || one.value === ours.get(one)) ours.set(one, (one.value = value));
      };
      const place = (address, chosen) => (fill(code, address.postalCode, chosen), fill(city, address.city, chosen));
      const findNumbers = async () => (await get(numbers, { street: street.value, q: number.value })).addresses ?? [];
      const complete = async () => {
        const found = (await findNumbers()).find(({ houseNumber }) => plain(houseNumber) === plain(number.value));
        if (found) place(found);
      };
      suggest(
        street,
        list,
        tell,
        async () => {
          const { streets: found = [], houseNumber } = await get(streets, { q: street.value });
          return found.map((one) => ({ ...one, houseNumber }));
        },
        (one) => `${one.street}, ${`${only(one)} ${one.city}`.trim()}`,
        (one) => {
          street.value = one.street;
          place({ postalCode: only(one), city: one.city }, true);
          if (one.houseNumber) fill(number, one.houseNumber);
          if (number.value) complete();
        },
      );
      const choose = (one) => ((number.value = one.houseNumber), place(one, true));
      suggest(number, list, tell, findNumbers, (one) => one.houseNumber, choose);
      number.addEventListener('change', complete);
    }
  },
);
