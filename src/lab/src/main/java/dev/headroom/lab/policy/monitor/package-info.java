// SPDX-License-Identifier: Apache-2.0
/**
 * What monitoring shows of a fleet: scraped series, and the few queries over them that scaling recipes use.
 *
 * <p>In: the pods that answer, requests as their router sees them. Out: {@link dev.headroom.lab.policy.monitor.Observation}. Never: what no
 * scrape shows, targets, replicas to set.
 */
@NullMarked
package dev.headroom.lab.policy.monitor;

import org.jspecify.annotations.NullMarked;
