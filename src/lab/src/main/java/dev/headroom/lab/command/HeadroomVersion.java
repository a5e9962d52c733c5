// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.command;

import picocli.CommandLine.IVersionProvider;

/** The version the jar was built as. */
public final class HeadroomVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"headroom " + text()};
    }

    /** For example {@code 0.1.0}; {@code (unpackaged)} where classes run without a jar. */
    public static String text() {
        String version = HeadroomVersion.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }
}
