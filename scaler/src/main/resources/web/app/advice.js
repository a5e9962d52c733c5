// SPDX-License-Identifier: Apache-2.0

/** Replica-hours that ran and that the plan wanted, and minutes in which an objective was missed; null where no replicas were seen. */
export function advice(timeline) {
    const { figures, objectives, seconds, spanSeconds } = timeline;
    const hours = spanSeconds / 3600;
    const sums = { hours: 0, ran: 0, wanted: 0, missed: 0, missedShort: 0 };
    seconds.forEach((begin, at) => {
        const [ran, wanted] = [figures.ready[at], figures.desired[at]];
        if (ran === null || ran === undefined || wanted === null || wanted === undefined) {
            return;
        }
        sums.hours += hours;
        sums.ran += ran * hours;
        sums.wanted += wanted * hours;
        if (objectives.some(one => one.seconds[at] !== null && one.seconds[at] > one.limitSeconds)) {
            sums.missed += spanSeconds / 60;
            sums.missedShort += wanted > ran ? spanSeconds / 60 : 0;
        }
    });
    return sums.hours === 0 ? null : { ...sums, missed: Math.round(sums.missed), missedShort: Math.round(sums.missedShort) };
}
