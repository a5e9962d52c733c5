// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.loadtest;

import java.util.List;

/**
 * What one tool measured.
 *
 * @param tool its name
 * @param points in the order of the files; may be empty
 * @param notes sentences about parts of the files that give no point
 */
public record LoadTest(String tool, List<LoadPoint> points, List<String> notes) {
    public LoadTest {
        points = List.copyOf(points);
        notes = List.copyOf(notes);
    }
}
