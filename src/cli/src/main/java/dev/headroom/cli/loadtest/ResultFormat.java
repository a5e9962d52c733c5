// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.loadtest;

import java.util.List;

/** The results of one tool. */
interface ResultFormat {
    /** The tool's name. */
    String tool();

    /** Whether a file is of this tool: by its content, whatever its name. */
    boolean recognises(ResultFile file);

    /**
     * Reads files of this tool.
     *
     * @param files that are recognised; at least one
     * @throws dev.headroom.lab.file.BadInputException with one sentence about a figure that is wrong or missing
     */
    LoadTest read(List<ResultFile> files);
}
