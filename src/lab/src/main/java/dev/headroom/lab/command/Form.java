// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.command;

import dev.headroom.lab.file.BadInputException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Forms of texts that options give; a text of another form is one sentence. */
public enum Form {
    /** Kafka's brokers, as its clients take them. */
    BROKERS("HOST:PORT, with commas between several", Form.BROKER + "(," + Form.BROKER + ")*"),
    /** An address of plain HTTP. */
    HTTP_URL("an http URL such as http://127.0.0.1:8000", "http://[^/\\s]+(/\\S*)?"),
    /** A name of an object in Kubernetes (RFC 1123). */
    NAME("a name in Kubernetes: small letters, digits, '-' and '.'", Form.DNS),
    /** A scale target; a name alone is a Deployment. */
    TARGET("KIND/NAME or NAME", "([A-Za-z]+/)?" + Form.DNS);

    private static final String BROKER = "([A-Za-z_]+://)?(\\[[0-9A-Fa-f:]+\\]|[A-Za-z0-9._-]+):[0-9]{1,5}";
    private static final String DNS = "[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?";

    private final String rule;
    private final Pattern pattern;

    Form(String rule, String pattern) {
        this.rule = rule;
        this.pattern = Pattern.compile(pattern);
    }

    /** An option's text, which may be missing. */
    public void check(String option, @Nullable String text) {
        BadInputException.unless(
                text == null || pattern.matcher(text).matches(), option + " must be " + rule + ", was '" + text + "'");
    }
}
