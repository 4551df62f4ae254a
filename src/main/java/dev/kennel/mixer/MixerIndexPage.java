package dev.kennel.mixer;

import java.util.List;
import java.util.stream.Stream;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;

import dev.kennel.catalog.Models;
import dev.kennel.catalog.SteeringTable;
import dev.kennel.catalog.SteeringTables;
import dev.kennel.responses.Responses;

/// `/mixer`: which files can be talked to?
@Path("/mixer")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class MixerIndexPage {

    private final Models models;
    private final SteeringTables tables;
    private final Responses responses;

    MixerIndexPage(Models models, SteeringTables tables, Responses responses) {
        this.models = models;
        this.tables = tables;
        this.responses = responses;
    }

    /// A model with what was driven through it.
    ///
    /// @param model path of its repository
    record Entry(String model, List<String> features, List<File> files) {}

    /// @param page of the mixer
    record File(String name, String page) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance index(List<Entry> entries);
    }

    @GET
    public TemplateInstance index() {
        return Templates.index(QuarkusTransaction.joiningExisting().call(() -> responses.steeredBases().stream()
                .flatMap(path -> {
                    int slash = path.indexOf('/');
                    return models.named(path.substring(0, slash), path.substring(slash + 1)).stream();
                })
                .map(model -> entry(model.repository.path(), tables.of(model)))
                .toList()));
    }

    private static Entry entry(String model, SteeringTable table) {
        List<File> files = Stream.concat(
                        Stream.of(table.base().name()), table.quants().stream().map(SteeringTable.Row::name))
                .map(name -> new File(name, MixLink.page(model, name)))
                .toList();
        return new Entry(model, table.features(), files);
    }
}
