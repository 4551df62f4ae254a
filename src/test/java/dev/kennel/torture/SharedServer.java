package dev.kennel.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests one packaged server for all classes that want no configuration of their own: a parameter of the type
/// [TestServer].
final class SharedServer implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestServer.class;
    }

    @Override
    public TestServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedServer.class))
                .computeIfAbsent(TestServer.class, _ -> start(), TestServer.class);
    }

    private static TestServer start() {
        try {
            return TestServer.start(PackagedServer.settings(Files.createTempDirectory("kennel-it-"))
                    // ggml aborts where vectors say what is wrong, and takes long enough to be killed at it
                    .with("kennel.encoder", "ggml")
                    .with("kennel.jobs.worker-silence", "40S")
                    .with("kennel.jobs.attempts", "2"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while the server starts", e);
        }
    }
}
