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

/** Hours, minutes and seconds of the reader's own time zone. */
export function clock(instant) {
    return new Date(instant).toLocaleTimeString('en-GB');
}

const signals = { ttft: 'Time to first token', itl: 'Time between tokens', e2e: 'Whole answer' };

/** An objective in people's words: the signal, and its percentile. */
export function objective(text) {
    const [signal, percentile] = text.split(' ');
    return `${signals[signal] ?? signal}, ${percentile.toUpperCase()}`;
}
