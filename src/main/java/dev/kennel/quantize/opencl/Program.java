package dev.kennel.quantize.opencl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.lwjgl.opencl.CL12;
import org.lwjgl.system.MemoryStack;

import static dev.kennel.quantize.opencl.OpenClErrors.check;

/// The kernels of one [KernelPlan], compiled for a device.
///
/// @param id of the program
/// @param grid what the kernels take beside the rows; not closed with the program
record Program(long id, List<Pass> passes, Optional<DeviceGrid> grid) implements AutoCloseable {

    /// Division and roots as IEEE 754 has them; contraction is forbidden by the source.
    private static final String OPTIONS = "-cl-std=CL1.2 -cl-fp32-correctly-rounded-divide-sqrt";

    /// @throws OpenClException with the compiler's words
    static Program compile(KernelPlan plan, Optional<DeviceGrid> grid, long context, OpenClDevice device) {
        long program = create(source(plan), context);
        int result = CL12.clBuildProgram(program, device.id(), OPTIONS, null, 0);
        if (result != CL12.CL_SUCCESS) {
            String log = Info.ofBuild(program, device.id(), CL12.CL_PROGRAM_BUILD_LOG)
                    .text();
            CL12.clReleaseProgram(program);
            throw new OpenClException("%s cannot be compiled: %s".formatted(plan.sources(), log));
        }
        return new Program(program, plan.passes(), grid);
    }

    private static long create(String source, long context) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer error = stack.mallocInt(1);
            long program = CL12.clCreateProgramWithSource(context, source, error);
            check("clCreateProgramWithSource", error);
            return program;
        }
    }

    private static String source(KernelPlan plan) {
        return Stream.concat(Stream.of(plan.preamble()), plan.sources().stream().map(Program::resource))
                .collect(Collectors.joining("\n"));
    }

    private static String resource(String name) {
        try (InputStream stream = Program.class.getResourceAsStream(name + ".cl")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The kernel source " + name + " cannot be read", e);
        }
    }

    /// A kernel for each pass, of the caller's own, who releases them.
    List<Long> kernels() {
        List<Long> kernels = new ArrayList<>();
        try {
            passes.forEach(pass -> kernels.add(kernel(pass)));
            return kernels;
        } catch (OpenClException e) {
            kernels.forEach(CL12::clReleaseKernel);
            throw e;
        }
    }

    private long kernel(Pass pass) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer error = stack.mallocInt(1);
            long kernel = CL12.clCreateKernel(id, pass.kernel(), error);
            check("clCreateKernel", error);
            return kernel;
        }
    }

    @Override
    public void close() {
        CL12.clReleaseProgram(id);
    }
}
