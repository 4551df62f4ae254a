package dev.kennel.provenance;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import dev.kennel.catalog.Quant;
import dev.kennel.catalog.Quants;
import dev.kennel.web.Problem;

/// Finds the quant that an address names.
@ApplicationScoped
class QuantLookup {

    private final Quants quants;

    QuantLookup(Quants quants) {
        this.quants = quants;
    }

    /// @param owner of the repository that the quant's file is in
    /// @throws dev.kennel.web.ProblemException when it is not there
    Quant require(String owner, String name, String quant) {
        return quants.inRepository(owner, name, quant)
                .orElseThrow(() -> Problem.notFound(owner + "/" + name + " has no quant " + quant)
                        .next("The page of " + owner + "/" + name + " lists those that are there.")
                        .exception());
    }

    /// Empty once it was deleted.
    Optional<Quant> byId(long id) {
        return quants.findByIdOptional(id);
    }

    /// As [QuantLookup] finds it: `owner/name/Q4_K_M`.
    static String address(Quant quant) {
        return quant.repository.path() + "/" + quant.name;
    }

    /// The page of provenance of a quant.
    ///
    /// @param address as [#address] gives it
    static String page(String address) {
        int name = address.lastIndexOf('/');
        return "/" + address.substring(0, name) + "/quants" + address.substring(name) + "/provenance";
    }
}
