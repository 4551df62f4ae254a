package dev.kennel.quantize.cuda;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// NVRTC for tests, which needs no GPU: in the directory that the environment's KENNEL_CUDA_NVRTC names, or in a usual
/// one. Where there is none the tests that need it are skipped and say so.
final class AnyNvrtc {

    private static final int NEWEST_CUDA = 99;

    private static final Optional<CudaCompiler> LOADED = library().map(Nvrtc::load);

    private AnyNvrtc() {}

    private static Optional<NvrtcLibrary> library() {
        List<Path> directories = Optional.ofNullable(System.getenv("KENNEL_CUDA_NVRTC"))
                .map(directory -> List.of(Path.of(directory)))
                .orElseGet(NvrtcLibrary::usualDirectories);
        return NvrtcLibrary.newest(directories, NEWEST_CUDA);
    }

    /// Skips the test that calls it where there is none.
    static Nvrtc require() {
        assumeTrue(
                LOADED.isPresent(),
                "skipped: there is no NVRTC. docs/operations.md says where it comes from; KENNEL_CUDA_NVRTC names its"
                        + " directory");
        return switch (LOADED.orElseThrow()) {
            case Nvrtc nvrtc -> nvrtc;
            case CudaCompiler none -> fail(none.obstacle(0).orElseThrow());
        };
    }
}
