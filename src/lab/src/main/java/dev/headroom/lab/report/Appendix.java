// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.report;

import java.util.List;

/**
 * A table at a report's end.
 *
 * @param title of it
 * @param note beneath the title
 * @param head names of its columns
 * @param lines as many cells each as there are columns
 */
public record Appendix(String title, String note, List<String> head, List<List<String>> lines) {
    public Appendix {
        head = List.copyOf(head);
        lines = List.copyOf(lines);
    }
}
