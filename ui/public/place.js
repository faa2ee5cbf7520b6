/* A small map to point at a place, and the device's position. Without this, a place is told in words or by its coordinates. */

const draw = (name, attributes, ...children) => {
  const node = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const key in attributes) node.setAttribute(key, attributes[key]);
  node.append(...children);
  return node;
};
const get = async (path) => {
  const answer = await fetch(path).catch(() => null);
  return answer?.ok ? answer.json() : undefined;
};

customElements.define(
  'amt-place',
  class extends HTMLElement {
    connectedCallback() {
      this.boxes = ['lat', 'lon', 'text'].map((part) => this.querySelector(`input[name$=".${part}"]`));
      const [lat, , text] = this.boxes;
      if (!lat || this.tools) return;
      this.mark = document.documentElement.lang.startsWith('en') ? '.' : ',';
      this.tools = document.createElement('div');
      this.tools.className = 'amt-place';
      this.said = Object.assign(document.createElement('p'), { className: 'amt-place__said' });
      this.said.setAttribute('aria-live', 'polite');
      this.tools.append(this.said);
      lat.closest('details').before(this.tools);
      if (navigator.geolocation) this.#position();
      this.#map();
      for (const box of this.boxes) if (box !== text) box.addEventListener('change', () => this.#show());
    }

    #position() {
      const here = document.createElement('button');
      here.type = 'button';
      here.className = 'kern-btn kern-btn--secondary amt-btn--small';
      here.innerHTML = '<span class="kern-label"></span>';
      here.firstChild.textContent = this.dataset.here ?? '';
      here.addEventListener('click', () => {
        here.disabled = true;
        navigator.geolocation.getCurrentPosition(
          ({ coords }) => (this.#set(coords.latitude, coords.longitude), (here.disabled = false)),
          () => (here.disabled = false),
          { timeout: 10_000 },
        );
      });
      this.tools.prepend(here);
    }

    async #map() {
      const shapes = await get('/api/addresses/districts');
      const corners = shapes?.features?.flatMap(({ geometry }) => geometry.coordinates[0]) ?? [];
      if (!corners.length) return;
      const [west, east] = [Math.min(...corners.map(([x]) => x)), Math.max(...corners.map(([x]) => x))];
      const [south, north] = [Math.min(...corners.map(([, y]) => y)), Math.max(...corners.map(([, y]) => y))];
      // a degree of longitude is shorter than one of latitude
      const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
      const width = 400;
      const scale = width / ((east - west) * shrink);
      const height = (north - south) * scale;
      this.to = (x, y) => [(x - west) * shrink * scale, (north - y) * scale];
      const path = (ring) =>
        `M${ring
          .map(([x, y]) =>
            this.to(x, y)
              .map((n) => n.toFixed(1))
              .join(' '),
          )
          .join('L')}Z`;
      this.pin = draw('circle', { r: 6, class: 'amt-place__pin', visibility: 'hidden' });
      const map = draw(
        'svg',
        { viewBox: `0 0 ${width} ${height.toFixed(0)}`, class: 'amt-place__map', 'aria-hidden': 'true' },
        ...shapes.features.map(({ properties, geometry }) =>
          draw(
            'path',
            { d: geometry.coordinates.map(path).join(''), class: 'amt-place__district', 'fill-rule': 'evenodd' },
            draw('title', {}, properties.name),
          ),
        ),
        this.pin,
      );
      map.addEventListener('click', (event) => {
        const { left, top, width: shown } = map.getBoundingClientRect();
        const unit = width / shown;
        this.#set(north - ((event.clientY - top) * unit) / scale, west + ((event.clientX - left) * unit) / scale / shrink);
      });
      const hint = Object.assign(document.createElement('p'), { className: 'amt-field__hint', textContent: this.dataset.hint ?? '' });
      this.said.before(hint, map);
      this.#show();
    }

    #set(lat, lon) {
      [lat, lon].forEach((value, i) => (this.boxes[i].value = value.toFixed(6).replace('.', this.mark)));
      this.#show();
    }

    async #show() {
      const [lat, lon] = this.boxes.map(({ value }) => Number(value.replace(',', '.')));
      if (!this.boxes[0].value || !Number.isFinite(lat) || !Number.isFinite(lon)) return;
      if (this.pin) {
        const [x, y] = this.to(lon, lat);
        for (const [key, value] of [
          ['cx', x],
          ['cy', y],
          ['visibility', 'visible'],
        ])
          this.pin.setAttribute(key, value);
      }
      const query = new URLSearchParams({ lat, lon });
      const [near, district] = await Promise.all([get(`/api/addresses/nearest?${query}`), get(`/api/addresses/district?${query}`)]);
      const address = near && `${near.address.street} ${near.address.houseNumber}`;
      this.said.textContent = [address, district?.name].filter(Boolean).join(', ');
    }
  },
);
