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
export async function read(path) {
    return answered(path, await fetch(path));
}

/** The answer of the service to a question, both as JSON; a refusal throws its sentence. */
export async function ask(path, question) {
    return answered(path, await fetch(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(question),
    }));
}

async function answered(path, response) {
    const body = await response.json();
    if (!response.ok) {
        throw new Error(body.error ?? `${path} answered ${response.status}`);
    }
    return body;
}
