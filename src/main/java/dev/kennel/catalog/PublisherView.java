package dev.kennel.catalog;

import java.util.List;

import dev.kennel.web.ByteScale;

/// What the page of a repository shows that holds a publisher's quants and no model.
record PublisherView(Repository repository, List<Quant> quants) {

    public ByteScale scale() {
        return ByteScale.of(quants.stream().map(quant -> quant.artifact.bytes).toList());
    }
}
