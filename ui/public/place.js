/* Sets a place by the device's position. Without this, the place is described in words or by its coordinates. */

customElements.define(
  'amt-place',
  class extends HTMLElement {
    connectedCallback() {
      const [lat, lon] = ['lat', 'lon'].map((part) => this.querySelector(`input[name$=".${part}"]`));
      if (!lat || !lon || !navigator.geolocation || this.querySelector('.amt-place__here')) return;
      const here = document.createElement('button');
      here.type = 'button';
      here.className = 'kern-btn kern-btn--secondary amt-btn--small amt-place__here';
      here.innerHTML = '<span class="kern-label"></span>';
      here.firstChild.textContent = this.dataset.here ?? '';
      here.addEventListener('click', () => {
        here.disabled = true;
        navigator.geolocation.getCurrentPosition(
          ({ coords }) => {
            const mark = document.documentElement.lang.startsWith('en') ? '.' : ',';
            lat.value = coords.latitude.toFixed(6).replace('.', mark);
            lon.value = coords.longitude.toFixed(6).replace('.', mark);
            lat.closest('details').open = true;
            here.disabled = false;
          },
          () => (here.disabled = false),
          { enableHighAccuracy: true, timeout: 10_000 },
        );
      });
      lat.closest('details').before(here);
    }
  },
);
