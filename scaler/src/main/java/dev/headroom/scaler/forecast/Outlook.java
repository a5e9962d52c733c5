// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.forecast;

/**
 * What a contender expects the true rate to be, before anybody has checked how well it knows its own error.
 *
 * @param perSecond requests per second; 0 or more
 * @param error its standard error; 0 or more
 */
record Outlook(double perSecond, double error) {
    /** Of a variance; rates below 0 are none. */
    static Outlook of(double perSecond, double variance) {
        return new Outlook(Math.max(0, perSecond), Math.sqrt(Math.max(0, variance)));
    }
}
