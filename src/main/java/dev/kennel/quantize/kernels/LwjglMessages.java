package dev.kennel.quantize.kernels;

import java.io.OutputStream;
import java.io.PrintStream;

import org.lwjgl.system.Configuration;

/// What LWJGL would print where a library is missing.
public final class LwjglMessages {

    private LwjglMessages() {}

    /// To be called before anything else of LWJGL. What it has to say of a failure comes as an exception too.
    public static void silence() {
        Configuration.DEBUG_STREAM.set(new PrintStream(OutputStream.nullOutputStream()));
    }
}
