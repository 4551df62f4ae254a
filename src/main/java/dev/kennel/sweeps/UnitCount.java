package dev.kennel.sweeps;

import java.util.Collection;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;

import dev.kennel.quantize.UnitStaged;

/// Counts units for Prometheus, from the start on, each once it is noted.
@Startup
@Singleton
class UnitCount {

    private final Counter computed;
    private final Counter reused;
    private final Counter bytes;

    UnitCount(MeterRegistry registry) {
        computed = Counter.builder("kennel.units.computed")
                .description("Units that sweeps of this node encoded")
                .register(registry);
        reused = Counter.builder("kennel.units.reused")
                .description("Units that sweeps of this node found in the store")
                .register(registry);
        bytes = Counter.builder("kennel.encoded.bytes")
                .description("Bytes of the units that sweeps of this node encoded")
                .register(registry);
    }

    void made(Collection<UnitStaged> units) {
        computed.increment(units.size());
        bytes.increment(units.stream().mapToLong(UnitStaged::bytes).sum());
    }

    void reused(int units) {
        reused.increment(units);
    }
}
