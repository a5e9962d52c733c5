// SPDX-License-Identifier: Apache-2.0
// What the service says: once by fetch, and live by server-sent events.

/** Follows the fleet. The browser itself connects again after a break. */
export function followFleet(onRows, onBreak) {
    const events = new EventSource('/fleet/events');
    events.onmessage = event => onRows(JSON.parse(event.data));
    events.onerror = () => onBreak();
    return () => events.close();
}

/** A page of the service as JSON; a refusal throws its sentence. */
export async function read(path, signal) {
    const response = await fetch(path, { signal });
    const body = await response.json();
    if (!response.ok) {
        throw new Error(body.error ?? `${path} answered ${response.status}`);
    }
    return body;
}
