package dev.kennel.llama;

import java.lang.foreign.MemorySegment;

import static java.lang.foreign.ValueLayout.JAVA_INT;

/// Shows the inputs of products to a [ProductObserver].
final class ProductHook extends GraphHook {

    private static final int OPERATIONS = 64;

    private final GgmlBindings ggml;
    private final ProductObserver observer;
    private final int product;
    private final int routedProduct;
    private MemorySegment activations = MemorySegment.NULL;
    private MemorySegment routes = MemorySegment.NULL;

    ProductHook(GgmlBindings ggml, ProductObserver observer) {
        super(ggml);
        this.ggml = ggml;
        this.observer = observer;
        this.product = operation("MUL_MAT");
        this.routedProduct = operation("MUL_MAT_ID");
    }

    private int operation(String name) {
        for (int operation = 0; operation < OPERATIONS; operation++) {
            if (CStrings.read(ggml.operationName(operation)).equals(name)) {
                return operation;
            }
        }
        throw new LlamaException("This ggml has no operation " + name + ".");
    }

    @Override
    boolean isWanted(GraphTensor node) {
        boolean routed = node.operation() == routedProduct;
        if (!routed && node.operation() != product) {
            return false;
        }
        GraphTensor input = node.source(1);
        long tokens = routed ? input.extent(2) : input.extent(1);
        return input.isFloat() && observer.wants(node.source(0).name(), routed, tokens);
    }

    @Override
    void show(GraphTensor node) {
        boolean routed = node.operation() == routedProduct;
        GraphTensor weight = node.source(0);
        GraphTensor input = node.source(1);
        activations = copy(input, activations);
        int matrices = Math.toIntExact(weight.extent(2) * weight.extent(3));
        observer.begin(weight.name(), routed, Math.toIntExact(input.extent(0)), matrices);
        if (routed) {
            showRouted(input, node.source(2));
        } else {
            showAll(weight, input);
        }
        observer.end();
    }

    private void showAll(GraphTensor weight, GraphTensor input) {
        for (long i3 = 0; i3 < input.extent(3); i3++) {
            for (long i2 = 0; i2 < input.extent(2); i2++) {
                long matrix = i3 % weight.extent(3) * weight.extent(2) + i2 % weight.extent(2);
                for (long row = 0; row < input.extent(1); row++) {
                    observer.row(
                            (int) matrix,
                            activations,
                            row * input.stride(1) + i2 * input.stride(2) + i3 * input.stride(3));
                }
            }
        }
    }

    /// @param ids the experts of each token
    private void showRouted(GraphTensor input, GraphTensor ids) {
        routes = copy(ids, routes);
        for (long id = 0; id < ids.extent(0); id++) {
            for (long token = 0; token < input.extent(2); token++) {
                int expert = routes.get(JAVA_INT, token * ids.stride(1) + id * ids.stride(0));
                long offset = id % input.extent(1) * input.stride(1) + token * input.stride(2);
                observer.row(expert, activations, offset);
            }
        }
    }
}
