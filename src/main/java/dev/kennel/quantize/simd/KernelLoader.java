package dev.kennel.quantize.simd;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// Defines the kernels' classes once more, for one vector width. C2 turns the Vector API into instructions
/// only where the species is a constant, a `static final` field; with a class loader a width there is one for
/// each.
public final class KernelLoader extends ClassLoader {

    private static final String ROOT = KernelLoader.class.getPackageName();
    private static final String KERNELS = ROOT + ".kernel.";
    private static final String LANES = ROOT + ".lane.";

    private final VectorWidth width;

    private KernelLoader(VectorWidth width) {
        super("kernels-" + width, KernelLoader.class.getClassLoader());
        this.width = width;
    }

    static KernelFactory load(VectorWidth width) {
        try {
            Class<?> kernels = new KernelLoader(width).loadClass(KERNELS + "Kernels");
            return (KernelFactory) kernels.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The kernels cannot be loaded", e);
        }
    }

    /// The width that a kernel's class was loaded for.
    public static VectorWidth widthOf(Class<?> kernel) {
        return ((KernelLoader) kernel.getClassLoader()).width;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(KERNELS) && !name.startsWith(LANES)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream stream = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (stream == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] code = stream.readAllBytes();
            return defineClass(name, code, 0, code.length);
        } catch (IOException e) {
            throw new UncheckedIOException("The class " + name + " cannot be read", e);
        }
    }
}
