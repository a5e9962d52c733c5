// SPDX-License-Identifier: Apache-2.0
// Figures and times as people read them.

const unknown = '–';

/** Three significant digits, with a unit. */
export function figure(value, unit = '') {
    if (value === null || value === undefined || Number.isNaN(value)) {
        return unknown;
    }
    const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
    const text = Number.isInteger(value)
        ? value.toLocaleString('en')
        : value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
    return unit ? `${text} ${unit}` : text;
}

/** US dollars without cents above ten. */
export function dollars(value) {
    return value === null || value === undefined ? unknown : `$${figure(value >= 10 ? Math.round(value) : value)}`;
}

/** A count with its noun. */
export function count(number, noun) {
    return `${figure(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** A report goes from hand to hand, so its times are UTC; elsewhere they are those of the reader's own time zone. */
export const timeZone = document.getElementById('report') ? 'UTC' : undefined;

/** Hours, minutes and seconds. */
export function clock(instant) {
    return new Date(instant).toLocaleTimeString('en-GB', { timeZone });
}

/** Seconds or minutes. */
export function lasting(seconds) {
    if (seconds === undefined) {
        return unknown;
    }
    return seconds < 120 ? `${figure(Math.round(seconds))} s` : `${figure(Math.round(seconds / 6) / 10)} min`;
}

const signals = { ttft: 'Time to first token', itl: 'Time between tokens', e2e: 'Whole answer' };

/** An objective in people's words: the signal, and its percentile. */
export function objective(text) {
    const [signal, percentile] = text.split(' ');
    return `${signals[signal] ?? signal}, ${percentile.toUpperCase()}`;
}

/** Milliseconds where a second is never reached, and how seconds become them; unknown values are null. */
export function unitOf(seconds) {
    const short = Math.max(...seconds) < 1;
    return { unit: short ? 'ms' : 's', scaled: value => (value === null ? null : value * (short ? 1000 : 1)) };
}
