package dev.kennel.provenance;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;

import dev.kennel.catalog.Quant;
import dev.kennel.gguf.GgmlType;
import dev.kennel.quantize.EncodersUsed;
import dev.kennel.quantize.EncodersUsed.TypeEncoder;

/// Finds out which encoders made the tensors of a quant, as the units of its job say.
@ApplicationScoped
class QuantEncodersQuery {

    private final EntityManager entities;

    QuantEncodersQuery(EntityManager entities) {
        this.entities = entities;
    }

    /// Empty when its job is not known.
    Optional<QuantEncoders> of(Quant quant) {
        List<Tuple> units = quant.jobId == null ? List.of() : units(quant);
        return units.isEmpty()
                ? Optional.empty()
                : Optional.of(new QuantEncoders(used(units, false), used(units, true)));
    }

    @SuppressWarnings("unchecked")
    private List<Tuple> units(Quant quant) {
        return entities.createNativeQuery("""
                        select distinct u.type, u.encoder, u.reused from sweep_quant q
                            join sweep_tensor t on t.job_id = q.job_id and t.quant_ordinal = q.ordinal
                            join sweep_unit u on u.job_id = t.job_id and u.unit_key = t.unit_key
                        where q.job_id = :job and q.quant_id = :quant and u.encoder is not null
                        """, Tuple.class)
                .setParameter("job", quant.jobId)
                .setParameter("quant", quant.id)
                .getResultList();
    }

    private static EncodersUsed used(List<Tuple> units, boolean reused) {
        return EncodersUsed.of(units.stream()
                .filter(unit -> unit.get("reused", Boolean.class) == reused)
                .map(unit -> new TypeEncoder(
                        GgmlType.valueOf(unit.get("type", String.class)), unit.get("encoder", String.class))));
    }
}
