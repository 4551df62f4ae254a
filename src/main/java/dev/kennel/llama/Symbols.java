package dev.kennel.llama;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks functions up in the opened libraries and remembers which are missing, so that all of them can be named.
final class Symbols {

    private final Linker linker = Linker.nativeLinker();
    private final List<SymbolLookup> libraries;
    private final List<String> missing = new ArrayList<>();

    Symbols(List<SymbolLookup> libraries) {
        this.libraries = libraries;
    }

    Linker linker() {
        return linker;
    }

    /// @return null when it is missing; [#missing] then names it
    MethodHandle function(String name, FunctionDescriptor descriptor) {
        Optional<MethodHandle> function = internalFunction(name, descriptor);
        if (function.isEmpty()) {
            missing.add(name);
        }
        return function.orElse(null);
    }

    /// One that is exported but not promised by any public header.
    Optional<MethodHandle> internalFunction(String name, FunctionDescriptor descriptor) {
        return libraries.stream()
                .flatMap(library -> library.find(name).stream())
                .findFirst()
                .map(address -> linker.downcallHandle(address, descriptor));
    }

    List<String> missing() {
        return missing;
    }

    /// What a downcall can throw is a mistake in this package.
    static IllegalStateException unexpected(Throwable e) {
        return new IllegalStateException("A call into llama.cpp failed", e);
    }
}
