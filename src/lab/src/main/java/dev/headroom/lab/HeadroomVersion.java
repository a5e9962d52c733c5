// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab;

import picocli.CommandLine.IVersionProvider;

/** The version the jar was built as. */
public final class HeadroomVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = HeadroomVersion.class.getPackage().getImplementationVersion();
        return new String[] {"headroom " + (version == null ? "(unpackaged)" : version)};
    }
}
