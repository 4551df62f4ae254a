package dev.kennel.quantize.cuda;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.lwjgl.PointerBuffer;
import org.lwjgl.cuda.NVRTC;
import org.lwjgl.system.Configuration;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

import dev.kennel.quantize.kernels.KernelException;
import dev.kennel.quantize.kernels.LwjglMessages;

/// NVIDIA's compiler, a library. A process keeps the first that it has loaded.
final class Nvrtc implements CudaCompiler {

    private static final String HOW_TO_GET_IT =
            "NVIDIA's CUDA toolkit has it, in its package cuda-nvrtc, and so has nvidia-cuda-nvrtc-cu12 of PyPI. Take the"
                    + " driver's major version of CUDA or an older one, and set kennel.cuda.nvrtc to the directory that"
                    + " libnvrtc.so and its builtins are in, if it is not a usual one";

    /// What bytes depend on: no fused multiply-add, division and roots as IEEE 754 has them, tiny numbers kept.
    private static final List<String> OPTIONS = List.of(
            "--std=c++17",
            "--device-as-default-execution-space",
            "--fmad=false",
            "--ftz=false",
            "--prec-div=true",
            "--prec-sqrt=true");

    private final String version;
    private final List<Integer> capabilities;

    private Nvrtc() {
        this.version = ownVersion();
        this.capabilities = supported();
    }

    /// Loads it.
    ///
    /// @param configured the only directory that it is looked for in, or none to look in the usual ones
    /// @param cuda the major version that the driver knows
    /// @return one that says why where it is not there or cannot be loaded
    static CudaCompiler find(Optional<NvrtcDirectory> configured, int cuda) {
        List<Path> directories =
                configured.map(directory -> List.of(directory.path())).orElseGet(NvrtcLibrary::usualDirectories);
        return NvrtcLibrary.newest(directories, cuda)
                .map(Nvrtc::load)
                .orElseGet(() -> new NoCompiler("NVRTC for CUDA %d is not in %s. %s"
                        .formatted(
                                cuda,
                                configured
                                        .map(directory -> directory.path() + ": " + directory.inWords())
                                        .orElse("any of the usual directories"),
                                HOW_TO_GET_IT)));
    }

    static CudaCompiler load(NvrtcLibrary library) {
        try {
            LwjglMessages.silence();
            Configuration.CUDA_NVRTC_LIBRARY_NAME.set(
                    library.nvrtc().toAbsolutePath().toString());
            Configuration.CUDA_NVRTC_BUILTINS_LIBRARY_NAME.set(
                    library.builtins().toAbsolutePath().toString());
            return new Nvrtc();
        } catch (ExceptionInInitializerError e) {
            return unusable(library, firstLine(e.getCause()));
        } catch (LinkageError | KernelException e) {
            return unusable(library, firstLine(e));
        } catch (NullPointerException e) {
            return unusable(library, "it is too old: it does not say what it compiles for");
        }
    }

    private static NoCompiler unusable(NvrtcLibrary library, String why) {
        return new NoCompiler("NVRTC (%s) cannot be used: %s".formatted(library.nvrtc(), why));
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static String ownVersion() {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer major = stack.mallocInt(1);
            IntBuffer minor = stack.mallocInt(1);
            check("nvrtcVersion", NVRTC.nvrtcVersion(major, minor));
            return major.get(0) + "." + minor.get(0);
        }
    }

    private static List<Integer> supported() {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer count = stack.mallocInt(1);
            check("nvrtcGetNumSupportedArchs", NVRTC.nvrtcGetNumSupportedArchs(count));
            IntBuffer found = stack.mallocInt(count.get(0));
            check("nvrtcGetSupportedArchs", NVRTC.nvrtcGetSupportedArchs(found));
            return IntStream.range(0, found.capacity())
                    .map(found::get)
                    .sorted()
                    .boxed()
                    .toList();
        }
    }

    /// As [CudaCompiler] has them, ascending.
    List<Integer> capabilities() {
        return capabilities;
    }

    @Override
    public Optional<String> obstacle(int capability) {
        return Target.of(capability, capabilities).isPresent()
                ? Optional.empty()
                : Optional.of("NVRTC %s compiles for compute capability %s and later, and it has %s"
                        .formatted(version, inWords(capabilities.getFirst()), inWords(capability)));
    }

    private static String inWords(int capability) {
        return capability / 10 + "." + capability % 10;
    }

    @Override
    public byte[] compile(String source, int capability) {
        return compile(source, Target.of(capability, capabilities).orElseThrow());
    }

    /// @throws KernelException with the compiler's words
    byte[] compile(String source, Target target) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer handle = stack.mallocPointer(1);
            ByteBuffer text = MemoryUtil.memUTF8(source);
            try {
                check("nvrtcCreateProgram", NVRTC.nvrtcCreateProgram(handle, text, null, null, null));
            } finally {
                MemoryUtil.memFree(text);
            }
            try {
                return compiled(handle.get(0), target, stack);
            } finally {
                NVRTC.nvrtcDestroyProgram(handle);
            }
        }
    }

    private static byte[] compiled(long program, Target target, MemoryStack stack) {
        PointerBuffer options = stack.mallocPointer(OPTIONS.size() + 1);
        OPTIONS.forEach(option -> options.put(stack.UTF8(option)));
        options.put(stack.UTF8("--gpu-architecture=" + target.architecture())).flip();
        if (NVRTC.nvrtcCompileProgram(program, options) != NVRTC.NVRTC_SUCCESS) {
            throw new KernelException("NVRTC refuses the kernels: " + log(program));
        }
        return target.isFinal()
                ? bytes(
                        "nvrtcGetCUBIN",
                        size -> NVRTC.nvrtcGetCUBINSize(program, size),
                        into -> NVRTC.nvrtcGetCUBIN(program, into))
                : bytes(
                        "nvrtcGetPTX",
                        size -> NVRTC.nvrtcGetPTXSize(program, size),
                        into -> NVRTC.nvrtcGetPTX(program, into));
    }

    private static String log(long program) {
        byte[] log = bytes(
                "nvrtcGetProgramLog",
                size -> NVRTC.nvrtcGetProgramLogSize(program, size),
                into -> NVRTC.nvrtcGetProgramLog(program, into));
        return new String(log).replace("\0", "").strip();
    }

    private interface Size {
        int of(PointerBuffer size);
    }

    private interface Content {
        int into(ByteBuffer bytes);
    }

    private static byte[] bytes(String function, Size size, Content content) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer length = stack.mallocPointer(1);
            check(function + "Size", size.of(length));
            ByteBuffer buffer = MemoryUtil.memAlloc(Math.toIntExact(length.get(0)));
            try {
                check(function, content.into(buffer));
                byte[] bytes = new byte[buffer.capacity()];
                buffer.get(0, bytes);
                return bytes;
            } finally {
                MemoryUtil.memFree(buffer);
            }
        }
    }

    private static void check(String function, int code) {
        if (code != NVRTC.NVRTC_SUCCESS) {
            throw new KernelException("%s failed: %s".formatted(function, NVRTC.nvrtcGetErrorString(code)));
        }
    }
}
