package dev.kennel.llama;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import dev.kennel.gguf.GgmlType;

/// The neighbour tables of the IQ encoders. `ggml_quantize_init` builds them under a lock that every call of
/// `ggml_quantize_chunk` takes, so that one table at a time is built and nothing is encoded meanwhile; here each has a
/// lock of its own.
final class IqTables {

    /// A table, and the type whose initialisation builds it.
    private enum Table {
        IQ2_XXS(GgmlType.IQ2_XXS),
        IQ2_XS(GgmlType.IQ2_XS),
        IQ2_S(GgmlType.IQ2_S),
        IQ1(GgmlType.IQ1_S),
        IQ3_XXS(GgmlType.IQ3_XXS),
        IQ3_S(GgmlType.IQ3_S);

        private final GgmlType type;

        Table(GgmlType type) {
            this.type = type;
        }

        static Optional<Table> of(GgmlType type) {
            GgmlType builder = type == GgmlType.IQ1_M ? GgmlType.IQ1_S : type;
            return Arrays.stream(values())
                    .filter(table -> table.type == builder)
                    .findFirst();
        }
    }

    private static final class State {
        private boolean built;
    }

    private final GgmlBindings ggml;
    private final Map<Table, State> states = new EnumMap<>(Table.class);

    IqTables(GgmlBindings ggml) {
        this.ggml = ggml;
        for (Table table : Table.values()) {
            states.put(table, new State());
        }
    }

    void prepare(GgmlType type) {
        Table.of(type).ifPresent(this::prepare);
    }

    private void prepare(Table table) {
        State state = states.get(table);
        synchronized (state) {
            if (!state.built) {
                build(table);
                state.built = true;
            }
        }
    }

    private void build(Table table) {
        switch (table) {
            case IQ2_XXS, IQ2_XS, IQ2_S, IQ1 -> ggml.initIq2Tables(table.type.id());
            case IQ3_XXS -> ggml.initIq3Tables(256, table.type.id());
            case IQ3_S -> ggml.initIq3Tables(512, table.type.id());
        }
    }
}
