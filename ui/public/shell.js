/* Menus that close by themselves, and light or dark at once. Without this, menus close by their button and the choice is posted. */

const root = document.documentElement;
const names = ['auto', 'light', 'dark'];

function show(theme) {
  root.dataset.theme = theme;
  document.querySelector('meta[name="color-scheme"]')?.setAttribute('content', theme === 'auto' ? 'light dark' : theme);
  for (const button of document.querySelectorAll('amt-theme button[name="theme"]')) {
    button.setAttribute('aria-pressed', String(button.value === theme));
  }
}

// A page from a shared cache does not know the choice; the cookie does.
const kept = /(?:^|; )amt-theme=(\w+)/.exec(document.cookie)?.[1];
if (kept !== undefined && names.includes(kept) && kept !== root.dataset.theme) show(kept);

customElements.define(
  'amt-theme',
  class extends HTMLElement {
    connectedCallback() {
      this.addEventListener('submit', (event) => {
        const theme = event.submitter?.value;
        if (!names.includes(theme)) return;
        event.preventDefault();
        const secure = location.protocol === 'https:' ? '; Secure' : '';
        document.cookie = `amt-theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
        show(theme);
      });
    }
  },
);

const menus = () => document.querySelectorAll('.amt-header details[open]');

document.addEventListener('click', (event) => {
  for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector('summary')?.focus();
  }
});
