// SPDX-License-Identifier: Apache-2.0
// What is shown lives in the page's address: a link to it shows the same.

const changed = new EventTarget();

/** The value of a key; empty where the address does not hold it. */
export function get(key) {
    return new URLSearchParams(location.search).get(key) ?? '';
}

/** Sets keys; an empty value removes its key. A new entry of the history only where a person went to another workload. */
export function set(values) {
    const words = new URLSearchParams(location.search);
    for (const [key, value] of Object.entries(values)) {
        if (value) {
            words.set(key, value);
        } else {
            words.delete(key);
        }
    }
    const query = words.toString();
    const address = query ? `?${query}` : location.pathname;
    if ('w' in values) {
        history.pushState(null, '', address);
    } else {
        history.replaceState(null, '', address);
    }
    changed.dispatchEvent(new Event('change'));
}

/** Calls a listener after each change, the browser's Back among them. */
export function onChange(listener) {
    changed.addEventListener('change', listener);
    window.addEventListener('popstate', listener);
}
