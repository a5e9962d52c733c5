// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

/** Measurements that cannot be used; the message is one sentence for the person who named the file. */
public final class BadMeasurementException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadMeasurementException(String sentence) {
        super(sentence);
    }

    BadMeasurementException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
