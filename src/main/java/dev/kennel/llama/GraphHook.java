package dev.kennel.llama;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;

/// Stands between a context that computes and somebody who looks on. ggml asks of every node whether it is wanted, and
/// shows those that are.
abstract sealed class GraphHook implements AutoCloseable permits ProductHook, BlockHook {

    private final GgmlBindings ggml;
    private final Arena arena = Arena.ofConfined();
    private Optional<RuntimeException> failure = Optional.empty();

    GraphHook(GgmlBindings ggml) {
        this.ggml = ggml;
    }

    abstract boolean isWanted(GraphTensor node);

    /// A node that is wanted was computed.
    abstract void show(GraphTensor node);

    /// `bool (*ggml_backend_sched_eval_callback)(struct ggml_tensor * t, bool ask, void * user_data)`
    MemorySegment callback() {
        try {
            var type = MethodType.methodType(boolean.class, MemorySegment.class, boolean.class, MemorySegment.class);
            var receive = MethodHandles.lookup()
                    .findVirtual(GraphHook.class, "receive", type)
                    .bindTo(this);
            return ggml.linker()
                    .upcallStub(receive, FunctionDescriptor.of(JAVA_BOOLEAN, ADDRESS, JAVA_BOOLEAN, ADDRESS), arena);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// An exception must not leave an upcall: it would end the process.
    private boolean receive(MemorySegment tensor, boolean ask, MemorySegment userData) {
        try {
            var node = new GraphTensor(tensor);
            if (ask) {
                return isWanted(node);
            }
            show(node);
            return true;
        } catch (RuntimeException e) {
            failure = Optional.of(e);
            return false;
        }
    }

    /// @throws RuntimeException what whoever looks on threw during the last decode
    void rethrow() {
        Optional<RuntimeException> thrown = failure;
        failure = Optional.empty();
        if (thrown.isPresent()) {
            throw thrown.get();
        }
    }

    /// A tensor's bytes, on whatever device they are.
    ///
    /// @param into taken again when it is large enough
    final MemorySegment copy(GraphTensor tensor, MemorySegment into) {
        long bytes = ggml.tensorBytes(tensor.handle());
        MemorySegment target = into.byteSize() >= bytes ? into : arena.allocate(bytes, Long.BYTES);
        ggml.tensorGet(tensor.handle(), target.asSlice(0, bytes));
        return target;
    }

    @Override
    public void close() {
        arena.close();
    }
}
