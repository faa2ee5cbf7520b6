/* A tree whose nodes can be dragged to another place, and moved with Alt and the arrow keys. Without this, buttons move the chosen node. */

customElements.define(
  'amt-tree',
  class extends HTMLElement {
    connectedCallback() {
      this.form = this.querySelector('form:has([name=path])');
      if (!this.form) return;
      this.addEventListener('dragstart', (event) => this.#start(event));
      this.addEventListener('dragover', (event) => this.#over(event));
      this.addEventListener('dragleave', (event) => event.target === this && this.#clear());
      this.addEventListener('dragend', () => this.#end());
      this.addEventListener('drop', (event) => this.#drop(event));
      this.addEventListener('keydown', (event) => this.#key(event));
    }

    #start(event) {
      const item = event.target.closest?.('[data-tree-node][draggable=true]');
      if (!item) return;
      event.stopPropagation();
      this.dragged = item;
      item.classList.add('amt-tree__item--dragged');
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', item.dataset.treeNode);
    }

    /** Where a node would land: before or after a node, into a group or page. */
    #place(event) {
      const row = event.target.closest?.('.amt-tree__row');
      const item = row?.closest('[data-tree-node], [data-tree-page]');
      if (!this.dragged || !item || this.dragged.contains(item)) return undefined;
      if (item.dataset.treePage !== undefined) return { item, how: 'into' };
      const { top, height } = row.getBoundingClientRect();
      const at = (event.clientY - top) / height;
      const holds =
        item.querySelector(':scope > .amt-tree__list') && !item.querySelector(':scope > .amt-tree__list > :not([draggable=true])');
      const branch = item.getAttribute('draggable') !== 'true';
      if (branch || (holds && at > 0.3 && at < 0.7)) return { item, how: 'into' };
      return { item, how: at < 0.5 ? 'before' : 'after' };
    }

    #over(event) {
      const place = this.#place(event);
      this.#clear();
      if (!place) return;
      event.preventDefault();
      place.item.classList.add(`amt-tree__item--${place.how}`);
    }

    #clear() {
      for (const how of ['before', 'after', 'into'])
        for (const item of this.querySelectorAll(`.amt-tree__item--${how}`)) item.classList.remove(`amt-tree__item--${how}`);
    }

    #end() {
      this.#clear();
      this.dragged?.classList.remove('amt-tree__item--dragged');
      this.dragged = undefined;
    }

    #drop(event) {
      const place = this.#place(event);
      if (!place) return;
      event.preventDefault();
      const { item, how } = place;
      if (how === 'into') this.#send(this.dragged, item, undefined);
      else {
        const items = [...item.parentElement.children];
        this.#send(
          this.dragged,
          item.parentElement.closest('[data-tree-node], [data-tree-page]'),
          items.indexOf(item) + (how === 'after' ? 1 : 0),
        );
      }
    }

    /** Alt and an arrow do what the buttons beside the chosen node do. */
    #key(event) {
      const item = event.target.closest?.('[data-tree-node][draggable=true]');
      if (!event.altKey || !item || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
      const items = [...item.parentElement.children];
      const at = items.indexOf(item);
      const to = event.key === 'ArrowUp' ? at - 1 : at + 2;
      if (to < 0 || to > items.length) return;
      event.preventDefault();
      this.#send(item, item.parentElement.closest('[data-tree-node], [data-tree-page]'), to);
    }

    #send(node, container, index) {
      const fields = this.form.elements;
      fields.path.value = node.dataset.treeNode;
      fields.page.value = container.dataset.treePage ?? '';
      fields.node.value = container.dataset.treeNode ?? '';
      fields.index.value = index ?? '';
      this.form.requestSubmit();
    }
  },
);
