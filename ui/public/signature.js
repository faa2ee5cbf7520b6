/* A box to draw a signature in. Without this, the typed name is the signature. */

const size = { width: 400, height: 100 };

customElements.define(
  'amt-signature',
  class extends HTMLElement {
    connectedCallback() {
      const input = this.querySelector('input');
      if (!input || this.querySelector('svg')) return;
      const made = (name, attributes) => {
        const node = document.createElementNS('http://www.w3.org/2000/svg', name);
        for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
        return node;
      };
      const line = made('path', { d: input.value, class: 'amt-signature__line' });
      const box = made('svg', {
        viewBox: `0 0 ${size.width} ${size.height}`,
        class: 'amt-signature__box',
        role: 'img',
        'aria-label': this.dataset.label ?? '',
      });
      box.append(made('path', { d: 'M20 78H380', class: 'amt-signature__base' }), line);
      const label = document.createElement('p');
      label.className = 'amt-signature__label';
      label.textContent = this.dataset.label ?? '';
      const clear = document.createElement('button');
      clear.type = 'button';
      clear.className = 'kern-btn kern-btn--tertiary amt-btn--small';
      clear.innerHTML = '<span class="kern-label"></span>';
      clear.firstChild.textContent = this.dataset.clear ?? '';
      clear.hidden = input.value === '';
      clear.addEventListener('click', () => set(''));
      const set = (path) => {
        input.value = path;
        line.setAttribute('d', path);
        clear.hidden = path === '';
      };
      const point = (event) => {
        const { left, top, width, height } = box.getBoundingClientRect();
        const within = (share, most) => Math.min(most, Math.max(0, share * most)).toFixed(1);
        return `${within((event.clientX - left) / width, size.width)} ${within((event.clientY - top) / height, size.height)}`;
      };
      const add = (letter, event) => input.value.length < 19000 && set(`${input.value}${letter}${point(event)}`);
      box.addEventListener('pointerdown', (event) => {
        box.setPointerCapture(event.pointerId);
        event.preventDefault();
        add('M', event);
      });
      box.addEventListener('pointermove', (event) => box.hasPointerCapture(event.pointerId) && add('L', event));
      this.append(label, box, clear);
    }
  },
);
