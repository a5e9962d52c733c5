// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

/**
 * A named value at a page's head.
 *
 * @param name of it
 * @param value of it
 */
public record Fact(String name, String value) {}
