// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a fault saw beside the answers. */
final class Notes {
    private final List<String> remarks = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    /** Something worth to be told. */
    void remark(String sentence, Object... values) {
        remarks.add(String.format(Locale.ROOT, sentence, values));
    }

    /** Something that must not be: the fault counts as broken. */
    void complain(String sentence, Object... values) {
        complaints.add(String.format(Locale.ROOT, sentence, values));
    }

    /** Tells of it, and complains unless it is so. */
    void expect(boolean rule, String sentence, Object... values) {
        if (rule) {
            remark(sentence, values);
        } else {
            complain("NOT SO: " + sentence, values);
        }
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** All of it, complaints first. */
    String text() {
        List<String> all = new ArrayList<>(complaints);
        all.addAll(remarks);
        return String.join("; ", all);
    }
}
