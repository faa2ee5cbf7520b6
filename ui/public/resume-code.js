/* Opened from a printed or mailed link, the code stands behind the # of the address, which browsers never send. It goes into the field and out of the address. */

const code = decodeURIComponent(location.hash.slice(1));
const field = document.querySelector('input[name=code]');
if (field && /^[\w-]{20,60}$/.test(code)) {
  field.value = code;
  history.replaceState(null, '', location.pathname + location.search);
}
