// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.dump;

import dev.headroom.lab.dump.TraceSource;
import dev.headroom.lab.file.BadInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headroom requests}: of all that a dump holds, only when requests came and how long they were. */
@Command(
        name = "requests",
        description = {
            "Writes the requests of a dump as CSV: arrival_s, input_tokens, output_tokens, and nothing else.",
            "That file is what to keep and to share: it holds no names, no ids and no dates."
        })
public final class RequestsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A dump, or any other trace.")
    private Path file;

    @Option(names = "--model", paramLabel = "NAME", description = "Of a dump, only this model's requests.")
    private @Nullable String model;

    @Option(
            names = "--out",
            paramLabel = "CSV",
            required = true,
            description = "Output file; gzipped if it ends with .gz.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        BadInputException.unless(!Files.exists(out), "--out must not exist yet, was '" + out + "'");
        TraceSource.Trace trace = TraceSource.open(file, Optional.ofNullable(model));
        try {
            trace.writeTo(out);
        } catch (NoSuchFileException noFolder) {
            throw new BadInputException("--out must be a file in a folder that exists, was '" + out + "'");
        }
        PrintWriter to = spec.commandLine().getOut();
        trace.note().ifPresent(to::println);
        to.println(trace.summary());
        to.flush();
        return CommandLine.ExitCode.OK;
    }
}
