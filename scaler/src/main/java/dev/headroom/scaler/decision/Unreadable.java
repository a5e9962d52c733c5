// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.decision;

import dev.headroom.scaler.document.Fault;

/** A value's JSON does not have the form of its type. Never leaves this package. */
final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    Unreadable(String path, String value, String rule) {
        super(path);
        this.fault = new Fault(path, value, rule);
    }

    Fault fault() {
        return fault;
    }
}
