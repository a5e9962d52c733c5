// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

/** This machine does not allow what a fault needs; the message says what that is. */
final class NotPossibleHereException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String what;

    NotPossibleHereException(String what) {
        super(what);
        this.what = what;
    }

    /** What is not allowed, or not there. */
    String what() {
        return what;
    }
}
