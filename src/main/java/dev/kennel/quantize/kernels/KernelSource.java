package dev.kennel.quantize.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The text of programs.
public final class KernelSource {

    private KernelSource() {}

    /// A plan's sources, in OpenCL C, after its constants.
    public static String of(KernelPlan plan) {
        return Stream.concat(Stream.of(plan.preamble()), plan.sources().stream().map(KernelSource::source))
                .collect(Collectors.joining("\n"));
    }

    private static String source(String name) {
        return resource(KernelSource.class, name + ".cl");
    }

    /// @param neighbour a class in the package that the resource is in
    public static String resource(Class<?> neighbour, String name) {
        try (InputStream stream = neighbour.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The kernel source " + name + " cannot be read", e);
        }
    }
}
