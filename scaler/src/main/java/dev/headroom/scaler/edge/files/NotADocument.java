// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.files;

import java.io.IOException;

/** The file is not a document, and reading it again changes nothing: its author must. */
final class NotADocument extends IOException {
    private static final long serialVersionUID = 1L;

    private final String rule;

    /** Takes the reason: the rule for a document, to follow its name. */
    NotADocument(String rule) {
        super(rule);
        this.rule = rule;
    }

    String rule() {
        return rule;
    }
}
