package dev.kennel.catalog;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.kennel.gguf.GgmlType;
import dev.kennel.measure.ModelRuntime;
import dev.kennel.measure.Trial;
import dev.kennel.measurements.Portability;

/// What is known of jllama 4.2.0 (`de.kherud:llama`, llama.cpp build 4916) and a quant: what became of trying it, else
/// what its architecture and types say. Nothing is loaded to find out.
sealed interface Jllama {

    /// That llama.cpp had never heard of.
    Set<String> LATER_ARCHITECTURES =
            Set.of("qwen3", "qwen3moe", "qwen3next", "qwen35", "qwen35moe", "nemotron_h", "nemotron_h_moe");

    Set<GgmlType> LATER_TYPES = Set.of(GgmlType.Q1_0, GgmlType.Q2_0, GgmlType.NVFP4);

    /// This very file was tried.
    record Tried(Trial trial) implements Jllama {}

    /// @param why it cannot be loaded
    record Refuses(String why) implements Jllama {}

    /// The architecture was tried with other quants.
    record Loads() implements Jllama {}

    /// Nobody knows here.
    record Untried() implements Jllama {}

    static Jllama with(Portability portability, String architecture, List<GgmlType> types) {
        Optional<Jllama> tried = portability.newest(ModelRuntime.JLLAMA).map(run -> new Tried(run.trial()));
        return tried.orElseGet(() -> expected(architecture, types));
    }

    private static Jllama expected(String architecture, List<GgmlType> types) {
        if (LATER_ARCHITECTURES.contains(architecture)) {
            return new Refuses("its llama.cpp (build 4916) predates " + architecture + ".");
        }
        for (GgmlType type : types) {
            if (LATER_TYPES.contains(type)) {
                return new Refuses("its llama.cpp (build 4916) predates the type " + type.ggmlName() + ".");
            }
        }
        return architecture.equals("llama") ? new Loads() : new Untried();
    }

    /// Whether there is a point in showing how.
    default boolean worthTrying() {
        return switch (this) {
            case Tried tried -> tried.trial().runs();
            case Refuses _ -> false;
            case Loads _, Untried _ -> true;
        };
    }

    /// "Will not load".
    default String verdict() {
        return switch (this) {
            case Tried tried -> tried.trial().words();
            case Refuses _ -> "Will not load";
            case Loads _, Untried _ -> "Not tried";
        };
    }

    default String words() {
        return switch (this) {
            case Tried tried when tried.trial().runs() -> "this file was tried.";
            case Tried tried -> tried.trial().reason();
            case Refuses refuses -> refuses.why();
            case Loads _ -> "its llama.cpp (build 4916) loads this architecture.";
            case Untried _ ->
                "its llama.cpp is build 4916 of March 2025; whether it loads this architecture was not tried.";
        };
    }
}
