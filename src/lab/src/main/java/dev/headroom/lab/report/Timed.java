// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

/** Something that was so at one moment. */
interface Timed {
    /** Seconds since the start of what is drawn; 0 or more. */
    double timeSeconds();
}
